import type { Commit } from '@claims-askes/chassis/db/commit';
import type { Queryable, Sql } from '@claims-askes/chassis/db/connect';
import type { ClaimBatch, Tally } from '../domain/claim-batch';
import type { ClaimStatus } from '../domain/claim-status';
import { instantOf } from './columns';
import type { ClaimBatchRow } from './tables';

/** How many claims of a batch stand where. */
export type StatusCounts = Partial<Record<ClaimStatus, number>>;

export type ClaimBatchesRepository = ReturnType<typeof claimBatchesRepository>;

/** `submittedBy` is set for a token that sees only its own batches. */
export function claimBatchesRepository(sql: Sql) {
	const visible = (submittedBy: string | null) =>
		submittedBy === null ? sql`true` : sql`submitted_by = ${submittedBy}`;
	const columns = sql`id, name, format, expected, submitted_by, created_at, accepted, duplicate, rejected`;

	return {
		async find(id: string, submittedBy: string | null): Promise<ClaimBatch | null> {
			const [row] = await sql<ClaimBatchRow[]>`
				select ${columns} from claim_batches where id = ${id} and ${visible(submittedBy)}`;
			return row ? batchOf(row) : null;
		},

		/** Newest first, from `after` on. */
		async list(
			submittedBy: string | null,
			{ after, limit }: { readonly after: string | null; readonly limit: number },
		): Promise<ClaimBatch[]> {
			const rows = await sql<ClaimBatchRow[]>`
				select ${columns} from claim_batches
				where ${visible(submittedBy)} ${after ? sql`and id < ${after}` : sql``}
				order by id desc limit ${limit}`;
			return rows.map(batchOf);
		},

		/** Where the claims of each batch stand now. */
		async countByStatus(ids: readonly string[]): Promise<ReadonlyMap<string, StatusCounts>> {
			const rows = await sql<{ batch_id: string; counts: StatusCounts }[]>`
				select batch_id, json_object_agg(status, claims order by status) as counts
				from (
					select batch_id, status, count(*)::int as claims from claims
					where batch_id = any (${[...ids]}::uuid[]) group by batch_id, status
				) as counted
				group by batch_id`;
			return new Map(rows.map(({ batch_id, counts }) => [batch_id, counts]));
		},
	};
}

/** The write that opens a batch. */
export const openingBatch = (sql: Queryable, batch: ClaimBatch): Commit['effects'] => [
	sql`insert into claim_batches (id, name, format, expected, submitted_by, created_at)
		select ${batch.id}, ${batch.name}, ${batch.format}, ${batch.expected}::int, ${batch.submitted_by},
			${batch.created_at} from once`,
];

/** The write that counts what came; importers of one batch take turns here, so that no count is lost. */
export const countingIn = (
	sql: Queryable,
	batchId: string,
	{ accepted, duplicate, rejected }: Tally,
): Commit['effects'] => [
	sql`update claim_batches set accepted = accepted + ${accepted}::int, duplicate = duplicate + ${duplicate}::int,
			rejected = rejected + ${rejected}::int
		from once where id = ${batchId}`,
];

const batchOf = (row: ClaimBatchRow): ClaimBatch => ({ ...row, created_at: instantOf(row.created_at) });
