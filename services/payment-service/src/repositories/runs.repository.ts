import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';

export interface RunTotals {
	readonly currency: string;
	readonly claims: number;
	readonly payments: number;
	readonly transferred: string;
	readonly paid: string;
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
}

/** The effects that begin a run: the run, and every open payable (of one currency, where said) taken up by it. */
export function runEffects(
	sql: Queryable,
	run: { readonly id: string; readonly requestedBy: string; readonly currency: string | null },
): Fragment[] {
	return [
		sql`insert into payment_runs (id, status, requested_by) select ${run.id}, 'running', ${run.requestedBy} from once`,
		sql`update payables set status = 'scheduled', run_id = ${run.id} from once
			where payables.status = 'open' and (${run.currency}::text is null or currency = ${run.currency})`,
	];
}

const instant = (sql: Queryable, column: string) =>
	sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const runColumns = (
	sql: Queryable,
) => sql`id, status, requested_by, ${instant(sql, 'started_at')} as started_at,
	${instant(sql, 'completed_at')} as completed_at,
	(select count(*)::int from payables where run_id = payment_runs.id and payables.status = 'scheduled') as waiting`;

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

/** Ends a run that has nothing left to settle; false where it has, or had ended before. */
export async function completeRun(tx: Queryable, id: string): Promise<boolean> {
	const { count } = await tx`
		update payment_runs set status = 'completed', completed_at = now()
		where id = ${id} and status = 'running'
			and not exists (select from payables where run_id = ${id} and payables.status = 'scheduled')`;
	return count === 1;
}

/** What a run came to, per currency. */
export function runTotals(sql: Queryable, id: string): Promise<RunTotals[]> {
	return sql<RunTotals[]>`
		with settled as (
			select currency, count(distinct claim_id)::int as claims,
				coalesce(sum(amount) filter (where kind <> 'carry_forward'), 0)::text as paid,
				coalesce(sum(amount) filter (where kind = 'carry_forward'), 0)::text as brought_forward
			from payables where run_id = ${id} and status = 'settled' group by currency
		), paid as (
			select currency, count(*)::int as payments, sum(amount)::text as transferred
			from payments where run_id = ${id} group by currency
		)
		select currency, claims, paid, brought_forward, coalesce(payments, 0) as payments,
			coalesce(transferred, '0') as transferred,
			(paid::numeric + brought_forward::numeric - coalesce(transferred, '0')::numeric)::text as carried_forward
		from settled left join paid using (currency) order by currency`;
}
