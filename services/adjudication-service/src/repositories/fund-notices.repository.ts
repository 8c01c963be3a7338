import type { Queryable } from '@claims-askes/chassis/db/connect';
import { type FundNotice, isShort } from '../domain/fund-notices';

/**
 * Of these notices those that say more of their funds than was said since money was last put in; from now on they are said
 * too. The locks of the policies must be held, so that each is said once.
 */
export async function markSaid(
	tx: Queryable,
	notices: readonly FundNotice[],
): Promise<readonly FundNotice[]> {
	const given = notices.map((notice) => ({ ...asKept(notice), notice }));
	const rows = JSON.stringify(given.map(({ notice: _, ...kept }) => kept));
	const said = await tx<Kept[]>`
		insert into fund_notices (key, kind, credited, percent)
		select key, kind, credited, percent
		from jsonb_to_recordset(${rows}::text::jsonb) as notice (key text, kind text, credited bigint, percent smallint)
		where not exists (
			select from fund_notices as before where before.key = notice.key and before.kind = notice.kind
				and (before.credited, before.percent) >= (notice.credited, notice.percent)
		)
		returning key, kind, credited, percent`;
	const ids = new Set(said.map(idOf));
	return given.flatMap(({ notice, ...kept }) => (ids.has(idOf(kept)) ? notice : []));
}

interface Kept {
	readonly key: string;
	readonly kind: 'alerted' | 'short';
	readonly credited: number | string;
	readonly percent: number;
}

const asKept = (notice: FundNotice): Kept => ({
	key: notice.key,
	kind: isShort(notice) ? 'short' : 'alerted',
	credited: notice.credited,
	percent: notice.percent,
});

const idOf = ({ key, kind, credited, percent }: Kept): string => `${key} ${kind} ${credited} ${percent}`;
