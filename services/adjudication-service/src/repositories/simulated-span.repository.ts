import type { Fragment, Queryable, Sql } from '@claims-askes/chassis/db/connect';
import type { Movement } from '@claims-askes/engine';
import { negate } from '@claims-askes/kernel/money';
import { Balances } from '../domain/balances';
import type { PastLine } from '../domain/histories';
import { type KeptHistory, linesOf } from '../domain/kept-history';
import { SimulatedBalances } from '../domain/simulation/simulated-balances';
import { type DecisionTexts, type Kept, kept, withTexts } from './decision-packs.repository';
import type { Span } from './replay.repository';

/** Which claims are decided again; all others stand as they do. */
export interface SimulatedOnly {
	readonly group_id?: string | undefined;
	readonly provider_id?: string | undefined;
	readonly policy_id?: string | undefined;
}

/** Everything that was decided or undone in a span, as it stood at one moment. */
export interface SimulatedSpan {
	readonly positions: Float64Array;
	/** What was used when the span began. */
	readonly balances: SimulatedBalances;
	/** The families of which something was undone or decided again. */
	readonly restless: ReadonlySet<string>;
}

/**
 * Reads which decisions a span has, and the balances before it: those of now without what has been moved since. Only what is
 * there now is read of one snapshot; what was decided never changes, so that all the rest can be read later, page by page.
 */
export async function readSpan(sql: Sql, { from, to }: Span): Promise<SimulatedSpan> {
	const { positions, later, balances, restless } = await sql.begin(
		'isolation level repeatable read read only',
		async (tx) => {
			await tx`set local statement_timeout = '10min'`;
			const positions = await positionsWhere(
				tx,
				tx`position >= (select min(position) from decisions where decided_at >= ${from}::text::timestamptz)
					and position <= (select max(position) from decisions where decided_at < ${to}::text::timestamptz)`,
			);
			const [first = 0, last = 0] = [positions[0], positions.at(-1)];
			const later = await positionsWhere(tx, tx`position > ${last}`);
			const balances = await tx<{ owner: string; balances: string }[]>`
				with theirs as (
					select member_id, family_id, group_id, policy_id from decisions where position between ${first} and ${last}
				), whose as (
					select 'member:' || member_id as owner from theirs union select 'family:' || family_id from theirs
					union select 'group:' || group_id from theirs union select 'policy:' || policy_id from theirs
					union select owner from balance_sheets where owner like 'auth:%'
				)
				select owner, json_agg(json_build_array(key, currency, used))::text as balances
				from accumulators join whose using (owner) group by owner`;
			const restless = await tx<{ family_id: string }[]>`
				select distinct family_id from decisions
				where position between ${first} and ${last} and family_id is not null
					and (kind = 'reversal' or reverses is not null)`;
			return { positions, later, balances, restless };
		},
	);
	const before = new SimulatedBalances(balances.map(({ owner, balances }) => [owner, balances] as const));
	await takeBack(sql, positions, before);
	await takeBack(sql, later, before);
	return { positions, balances: before, restless: new Set(restless.map(({ family_id }) => family_id)) };
}

/** As one text: there may be millions. */
async function positionsWhere(tx: Queryable, which: Fragment): Promise<Float64Array> {
	const [row] = await tx<{ positions: string | null }[]>`
		select string_agg(position::text, ',' order by position) as positions from decisions where ${which}`;
	return row?.positions ? Float64Array.from(row.positions.split(','), Number) : new Float64Array();
}

/** So many decisions are read between two sums. */
const SUMMED_AT_ONCE = 200;

/**
 * Gives the memory of pages that are done back at once, every so many decisions. Left to itself the runtime keeps twice as
 * much: what is unpacked is large and short-lived, and most of it lies outside of the heap that it measures.
 */
export function tidyAfter(position: number): void {
	if (position % 1_000 === 0) Bun.gc(true);
}

/** Takes back what was moved at these places. */
async function takeBack(sql: Sql, positions: Float64Array, balances: SimulatedBalances): Promise<void> {
	for (let at = 0; at < positions.length; at += SUMMED_AT_ONCE) {
		const page = [...positions.subarray(at, at + SUMMED_AT_ONCE)];
		const events = await sql.begin('read only', (tx) =>
			movementsWhere(tx, tx`event.position = any (${page}::bigint[])`),
		);
		const moved = new Balances([]);
		for (const { currency, movements } of events) moved.move(currency, movements.map(opposite));
		// Who comes only after the span is nobody's question.
		balances.keep(moved.changes().filter(({ owner }) => balances.has(owner)));
		tidyAfter(at);
	}
}

/** A decision or reversal, in the place where it was made. */
export interface SpanRow {
	readonly id: string;
	readonly position: string;
	readonly kind: 'decision' | 'reversal';
	readonly claim_id: string;
	readonly claim_number: string;
	readonly member_id: string | null;
	readonly family_id: string | null;
	readonly group_id: string | null;
	readonly provider_id: string | null;
	readonly policy_id: string | null;
	readonly outcome: string;
	readonly currency: string;
	readonly billed: string;
	readonly allowed: string;
	readonly paid: string;
	readonly member_owes: string;
	/** What a reversal undoes, or the pended decision in whose place this one stands. */
	readonly reverses: string | null;
	/** Where it was undone; null: never, as far as is known. */
	readonly undone_position: string | null;
	/** Of decisions that are made again, else null. */
	readonly texts: DecisionTexts | null;
}

export async function spanRows(
	sql: Queryable,
	positions: readonly number[],
	{ group_id, provider_id, policy_id }: SimulatedOnly,
): Promise<SpanRow[]> {
	const isMadeAgain = sql`(decision.kind = 'decision'
		${group_id ? sql`and decision.group_id = ${group_id}` : sql``}
		${provider_id ? sql`and decision.provider_id = ${provider_id}` : sql``}
		${policy_id ? sql`and decision.policy_id = ${policy_id}` : sql``})`;
	const rows = await sql<(Omit<SpanRow, 'texts'> & Kept & { is_made_again: boolean })[]>`
		select decision.id, decision.position, decision.kind, decision.claim_id, decision.claim_number, decision.member_id,
			decision.family_id, decision.group_id, decision.provider_id, decision.policy_id, decision.outcome,
			decision.currency, decision.billed, decision.allowed, decision.paid, decision.member_owes, decision.reverses,
			undone.position as undone_position, ${isMadeAgain} as is_made_again, ${kept(sql)}
		from decisions as decision left join decisions as undone on undone.id = decision.reversed_by
		where decision.position = any (${positions as number[]}::bigint[]) order by decision.position`;
	const again = await withTexts(
		sql,
		rows.filter((row) => row.is_made_again),
	);
	const texts = new Map(again.map((row) => [row.id, row.texts]));
	return rows.map((row) => ({ ...row, texts: texts.get(row.id) ?? null }));
}

/** What decisions moved, and reversals moved back, by their ids. */
export async function movementsOf(
	sql: Queryable,
	ids: readonly string[],
): Promise<Map<string, readonly Movement[]>> {
	if (ids.length === 0) return new Map();
	const events = await movementsWhere(sql, sql`event.id = any (${ids as string[]}::uuid[])`);
	return new Map(events.map(({ id, movements }) => [id, movements]));
}

/** A reversal moves the opposite of what its decision moved. */
async function movementsWhere(
	sql: Queryable,
	which: Fragment,
): Promise<{ readonly id: string; readonly currency: string; readonly movements: readonly Movement[] }[]> {
	const rows = await sql<({ id: string; is_reversal: boolean; currency: string } & Kept)[]>`
		select event.id, event.kind = 'reversal' as is_reversal, event.currency, ${kept(sql)}
		from decisions as event
		join decisions as decision on decision.id = case event.kind when 'reversal' then event.reverses else event.id end
		where ${which}`;
	return (await withTexts(sql, rows)).map(({ id, is_reversal, currency, texts }) => ({
		...{ id, currency },
		movements: is_reversal ? texts.movements.map(opposite) : texts.movements,
	}));
}

const opposite = ({ key, line, amount }: Movement): Movement => ({ key, line, amount: negate(amount) });

/** The lines that decisions left behind. */
export async function linesLeft(
	sql: Queryable,
	decisionIds: readonly string[],
): Promise<Map<string, PastLine[]>> {
	if (decisionIds.length === 0) return new Map();
	const rows = await sql<{ id: string; claim_id: string; member_id: string; history: KeptHistory }[]>`
		select id, claim_id, member_id, history from decisions
		where id = any (${decisionIds as string[]}::uuid[]) and history is not null`;
	return new Map(
		rows.map(({ id, claim_id, member_id, history }) => [id, linesOf(claim_id, member_id, history)]),
	);
}
