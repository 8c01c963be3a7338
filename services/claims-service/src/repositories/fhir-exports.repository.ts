import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import { instantOf } from './columns';

export interface ExportFile {
	readonly type: string;
	readonly document_id: string;
	readonly count: number;
}

export interface FhirExport {
	readonly id: string;
	readonly requested_by: string;
	readonly row_rule: RowRule | null;
	/** The address that was asked for. */
	readonly request: string;
	readonly types: readonly string[];
	readonly since: string | null;
	readonly status: 'queued' | 'running' | 'completed' | 'failed';
	readonly attempts: number;
	readonly transaction_time: string | null;
	readonly type_at: number;
	readonly position: string | null;
	readonly claims: number;
	readonly files: readonly ExportFile[];
	readonly finished_at: string | null;
	readonly error_code: string | null;
}

export type NewExport = Pick<FhirExport, 'id' | 'requested_by' | 'row_rule' | 'request' | 'types' | 'since'>;

export const insertExport = (sql: Queryable, asked: NewExport): Fragment => sql`
	insert into fhir_exports (id, requested_by, row_rule, request, types, since)
	select ${asked.id}::uuid, ${asked.requested_by},
		${asked.row_rule === null ? null : JSON.stringify(asked.row_rule)}::text::json,
		${asked.request}, ${[...asked.types]}::text[], ${asked.since}::timestamptz
	from once`;

/** Until this transaction ends nobody else of this name asks for an export, so that what is counted stays so. */
export async function lockRequester(tx: Queryable, requestedBy: string): Promise<void> {
	await tx`select pg_advisory_xact_lock(
		hashtextextended(current_schema() || ' asks for exports ' || ${requestedBy}::text, 0))`;
}

export async function countUnfinished(sql: Queryable, requestedBy: string): Promise<number> {
	const [row] = await sql<{ exports: number }[]>`
		select count(*)::int as exports from fhir_exports
		where status in ('queued', 'running') and requested_by = ${requestedBy}`;
	return row?.exports ?? 0;
}

const columns = (sql: Queryable): Fragment => sql`
	id, requested_by, row_rule, request, types, since, status, attempts, transaction_time, type_at, position,
	claims::float8 as claims, files, finished_at, error_code`;

export async function findExport(sql: Queryable, id: string): Promise<FhirExport | null> {
	const [row] = await sql<FhirExport[]>`select ${columns(sql)} from fhir_exports where id = ${id}`;
	return row ? exportOf(row) : null;
}

/**
 * The next one that waits, or that a process which is silent had begun. What was being written when it begins may still
 * become visible behind it: so the time that it vouches for lies as far back as a statement may last.
 */
export async function takeExport(
	sql: Queryable,
	silentSeconds: number,
	settleSeconds: number,
): Promise<FhirExport | null> {
	const [row] = await sql<FhirExport[]>`
		update fhir_exports set status = 'running', attempts = attempts + 1, heartbeat_at = now(),
			transaction_time = coalesce(transaction_time, now() - ${settleSeconds}::int * interval '1 second')
		where id = (
			select id from fhir_exports where status = 'queued'
				or status = 'running' and heartbeat_at < now() - ${silentSeconds}::int * interval '1 second'
			order by requested_at limit 1 for update skip locked
		) returning ${columns(sql)}`;
	return row ? exportOf(row) : null;
}

/** False: it was deleted, or another process has taken it over. */
export async function keepProgress(
	sql: Queryable,
	{ id, attempts, type_at, position, claims, files }: FhirExport,
	status: 'running' | 'completed',
): Promise<boolean> {
	const { count } = await sql`
		update fhir_exports set type_at = ${type_at}, position = ${position}, claims = ${claims},
			files = ${JSON.stringify(files)}::text::json, status = ${status}, heartbeat_at = now(),
			finished_at = case when ${status} = 'completed' then now() end
		where id = ${id} and attempts = ${attempts} and status = 'running'`;
	return count === 1;
}

export async function beat(sql: Queryable, { id, attempts }: FhirExport): Promise<boolean> {
	const { count } = await sql`
		update fhir_exports set heartbeat_at = now() where id = ${id} and attempts = ${attempts} and status = 'running'`;
	return count === 1;
}

export async function giveUp(
	sql: Queryable,
	{ id, attempts }: FhirExport,
	status: 'queued' | 'failed',
	code: string,
): Promise<void> {
	await sql`
		update fhir_exports set status = ${status}, error_code = ${code},
			finished_at = case when ${status} = 'failed' then now() end
		where id = ${id} and attempts = ${attempts} and status = 'running'`;
}

export async function deleteExport(sql: Queryable, id: string): Promise<void> {
	await sql`delete from fhir_exports where id = ${id}`;
}

export async function forgetExports(sql: Queryable, olderThanHours: number): Promise<void> {
	await sql`delete from fhir_exports where finished_at < now() - ${olderThanHours}::int * interval '1 hour'`;
}

const exportOf = (row: FhirExport): FhirExport => ({
	...row,
	since: told(row.since),
	transaction_time: told(row.transaction_time),
	finished_at: told(row.finished_at),
});

const told = (instant: string | null) => (instant === null ? null : instantOf(instant));
