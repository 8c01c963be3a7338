import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import { instant } from './decision-reader.repository';

export interface SimulationRow {
	readonly id: string;
	readonly request: unknown;
	readonly status: 'queued' | 'running' | 'completed' | 'failed';
	readonly attempts: number;
	readonly done: number;
	readonly total: number | null;
	readonly requested_by: string;
	readonly requested_at: string;
	readonly finished_at: string | null;
	readonly error_code: string | null;
	readonly result: unknown;
}

/** The effect that asks for one, for a one-statement write. */
export const insertSimulation = (
	sql: Queryable,
	{ id, request, requestedBy }: { id: string; request: object; requestedBy: string },
): Fragment => sql`
	insert into simulations (id, request, requested_by)
	select ${id}::uuid, ${JSON.stringify(request)}::text::jsonb, ${requestedBy} from once`;

export async function readSimulation(sql: Queryable, id: string): Promise<SimulationRow | null> {
	const [row] = await sql<SimulationRow[]>`
		select id, request, status, attempts, done, total, requested_by, ${instant(sql, 'requested_at')} as requested_at,
			${instant(sql, 'finished_at')} as finished_at, error_code, result
		from simulations where id = ${id}`;
	return row ?? null;
}

export type TakenSimulation = Pick<SimulationRow, 'id' | 'request' | 'attempts'>;

/** The next one that waits, or that a process which is silent had begun. */
export async function takeSimulation(sql: Queryable, silentSeconds: number): Promise<TakenSimulation | null> {
	const [taken] = await sql<TakenSimulation[]>`
		update simulations set status = 'running', attempts = attempts + 1, heartbeat_at = now(),
			started_at = coalesce(started_at, now()), done = 0
		where id = (
			select id from simulations where status = 'queued'
				or status = 'running' and heartbeat_at < now() - ${silentSeconds}::int * interval '1 second'
			order by requested_at limit 1 for update skip locked
		) returning id, request, attempts`;
	return taken ?? null;
}

/**
 * Whether it still is this process's: one that was silent for too long has lost it to another, and may change nothing of
 * what that one does.
 */
const inHand = (sql: Queryable, { id, attempts }: TakenSimulation): Fragment =>
	sql`id = ${id} and attempts = ${attempts} and status = 'running'`;

/** Ends those whose processes have died over them so many times: what kills a process is not begun for ever. */
export async function giveUpSimulations(
	sql: Queryable,
	silentSeconds: number,
	attempts: number,
): Promise<void> {
	await sql`
		update simulations set status = 'failed', finished_at = now(), error_code = 'INTERRUPTED'
		where status = 'running' and attempts >= ${attempts}::int
			and heartbeat_at < now() - ${silentSeconds}::int * interval '1 second'`;
}

/** Says that somebody works on it, who has nothing else to tell. */
export async function stayAlive(sql: Queryable, taken: TakenSimulation): Promise<void> {
	await sql`update simulations set heartbeat_at = now() where ${inHand(sql, taken)}`;
}

/** False where it has gone over to another process. */
export async function tellProgress(
	sql: Queryable,
	taken: TakenSimulation,
	done: number,
	total: number,
): Promise<boolean> {
	const { count } = await sql`
		update simulations set done = ${done}, total = ${total}, heartbeat_at = now() where ${inHand(sql, taken)}`;
	return count === 1;
}

export async function completeSimulation(
	sql: Queryable,
	taken: TakenSimulation,
	result: object,
): Promise<void> {
	await sql`
		update simulations set status = 'completed', finished_at = now(), error_code = null, done = coalesce(total, 0),
			result = ${JSON.stringify(result)}::text::jsonb
		where ${inHand(sql, taken)}`;
}

export async function failSimulation(
	sql: Queryable,
	taken: TakenSimulation,
	status: 'queued' | 'failed',
	code: string,
): Promise<void> {
	await sql`
		update simulations set status = ${status}, error_code = ${code},
			finished_at = case when ${status} = 'failed' then now() end
		where ${inHand(sql, taken)}`;
}

export async function forgetSimulations(sql: Queryable, olderThanDays: number): Promise<void> {
	await sql`delete from simulations where finished_at < now() - ${olderThanDays}::int * interval '1 day'`;
}
