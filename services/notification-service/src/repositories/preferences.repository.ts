import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { Recipient } from '../domain/notification';
import type { Locale } from '../domain/template';

/** How a recipient wants to be told. */
export interface Preference extends Recipient {
	readonly email: string | null;
	readonly is_muted: boolean;
	readonly locale: Locale;
}

export type StoredPreference = Preference & { readonly version: number };

export type PreferencesRepository = ReturnType<typeof preferencesRepository>;

export function preferencesRepository(sql: Sql) {
	return {
		async find({ recipient_kind, recipient_id }: Recipient): Promise<StoredPreference | null> {
			const [row] = await sql<StoredPreference[]>`
				select * from preferences where recipient_kind = ${recipient_kind} and recipient_id = ${recipient_id}`;
			return row ?? null;
		},

		async findAll(recipients: readonly { recipient_kind: string; recipient_id: string | null }[]) {
			return sql<StoredPreference[]>`
				select preference.* from preferences as preference
				join jsonb_to_recordset(${JSON.stringify(recipients)}::text::jsonb)
					as wanted(recipient_kind text, recipient_id uuid) using (recipient_kind, recipient_id)`;
		},
	};
}

/** The write that states a preference: the first, or one in place of the version that was read. */
export const putPreference = (sql: Sql, p: Preference, version: number): Fragment =>
	version === 0
		? sql`insert into preferences (recipient_kind, recipient_id, email, is_muted, locale)
			select ${p.recipient_kind}, ${p.recipient_id}::uuid, ${p.email}, ${p.is_muted}::boolean, ${p.locale} from once`
		: sql`update preferences set (email, is_muted, locale, version) =
				(${p.email}, ${p.is_muted}::boolean, ${p.locale}, ${version + 1}::integer)
			from once where recipient_kind = ${p.recipient_kind} and recipient_id = ${p.recipient_id}::uuid
				and version = ${version}::integer`;
