import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';

export interface RunTotals {
	readonly currency: string;
	readonly claims: number;
	readonly payments: number;
	readonly transferred: string;
	readonly paid: string;
	/** Not kept by versions of before voids. */
	readonly reissued?: string;
	readonly brought_forward: string;
	readonly carried_forward: string;
}

export interface RunRow {
	readonly id: string;
	readonly status: 'running' | 'completed';
	readonly requested_by: string;
	readonly started_at: string;
	readonly completed_at: string | null;
	readonly waiting: number;
	/** Null while it runs. */
	readonly totals: readonly RunTotals[] | null;
}

/** The effect that begins a run; what is owed now is counted, and taken up step by step. */
export const runEffect = (
	sql: Queryable,
	run: { readonly id: string; readonly requestedBy: string; readonly currency: string | null },
): Fragment => sql`
	insert into payment_runs (id, status, requested_by, currency, taken)
	select ${run.id}, 'running', ${run.requestedBy}, ${run.currency}::text,
		(select count(*) from owed where ${owedTo(sql, run)})
	from once`;

/** What a run is to pay: all that was owed before it began. Ids are in the order in which they were made. */
export const owedTo = (
	sql: Queryable,
	{ id, currency }: { readonly id: string; readonly currency: string | null },
): Fragment => sql`
	payable_id < ${id}::uuid and (${currency}::text is null or currency = ${currency})`;

const instant = (sql: Queryable, column: string) =>
	sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const runColumns = (
	sql: Queryable,
) => sql`id, status, requested_by, ${instant(sql, 'started_at')} as started_at,
	${instant(sql, 'completed_at')} as completed_at, totals,
	case when status = 'completed' then 0 else greatest(taken - settled, 0) end as waiting`;

export async function findRun(sql: Queryable, id: string): Promise<RunRow | null> {
	const [run] = await sql<RunRow[]>`select ${runColumns(sql)} from payment_runs where id = ${id}`;
	return run ?? null;
}

export function listRuns(sql: Queryable, after: string | null, limit: number): Promise<RunRow[]> {
	return sql<RunRow[]>`select ${runColumns(sql)} from payment_runs
		where ${after}::uuid is null or id < ${after}::uuid order by id desc limit ${limit + 1}`;
}

export async function runningRuns(sql: Queryable): Promise<string[]> {
	const runs = await sql<{ id: string }[]>`select id from payment_runs where status = 'running' order by id`;
	return runs.map(({ id }) => id);
}

/** A run as far as its steps need to know it. */
export interface RunInHand {
	readonly id: string;
	readonly currency: string | null;
}

export async function takeRun(sql: Queryable, id: string): Promise<RunInHand | null> {
	const [run] = await sql<
		RunInHand[]
	>`select id, currency from payment_runs where id = ${id} and status = 'running'`;
	return run ?? null;
}

/** Lets one step settle at a time: two runs at once pay the same payees, and would wait for each other in a ring. */
export async function holdSettling(tx: Queryable): Promise<void> {
	await tx`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' settles payables', 0))`;
}

/** Counts what a step of a run has settled. */
export async function countSettled(tx: Queryable, id: string, settled: number): Promise<void> {
	await tx`update payment_runs set settled = settled + ${settled}::int where id = ${id}`;
}

/** Ends a run that has nothing left to settle, and keeps what it came to; false where it has, or had ended before. */
export async function completeRun(tx: Queryable, { id, currency }: RunInHand): Promise<boolean> {
	const { count } = await tx`
		update payment_runs set status = 'completed', completed_at = now()
		where id = ${id} and status = 'running'
			and not exists (select from owed where ${owedTo(tx, { id, currency })})`;
	if (count === 0) return false;
	const totals = JSON.stringify(await totalsOf(tx, id));
	await tx`update payment_runs set totals = ${totals}::text::json where id = ${id}`;
	return true;
}

/** What a run came to, per currency. */
export function totalsOf(sql: Queryable, id: string): Promise<RunTotals[]> {
	return sql<RunTotals[]>`
		with settled as (
			select currency, count(distinct claim_id)::int as claims,
				coalesce(sum(amount) filter (where kind in ('claim', 'reversal')), 0)::text as paid,
				coalesce(sum(amount) filter (where kind = 'reissue'), 0)::text as reissued,
				coalesce(sum(amount) filter (where kind = 'carry_forward'), 0)::text as brought_forward
			from payables where run_id = ${id} and status = 'settled' group by currency
		), paid as (
			select currency, count(*)::int as payments, sum(amount)::text as transferred
			from payments where run_id = ${id} group by currency
		)
		select currency, claims, paid, reissued, brought_forward, coalesce(payments, 0) as payments,
			coalesce(transferred, '0') as transferred,
			(paid::numeric + reissued::numeric + brought_forward::numeric - coalesce(transferred, '0')::numeric)::text as carried_forward
		from settled left join paid using (currency) order by currency`;
}
