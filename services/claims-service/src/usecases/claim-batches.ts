import { commit } from '@claims-askes/chassis/db/commit';
import type { Call } from '@claims-askes/chassis/http/caller';
import { pageOf, parseIdCursor } from '@claims-askes/chassis/http/paging';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { ClaimBatch } from '../domain/claim-batch';
import { PROBLEMS } from '../domain/problems';
import {
	type ClaimBatchesRepository,
	openingBatch,
	type StatusCounts,
} from '../repositories/claim-batches.repository';

export interface NewBatch {
	readonly name: string;
	readonly format: string;
	readonly expected?: number | undefined;
}

/** A restricted token sees the batches that it opened, and no others. */
export const ownBatchesOf = ({ caller }: Call): string | null => (caller.only ? caller.subject : null);

export function claimBatches(platform: Platform, batches: ClaimBatchesRepository) {
	return {
		open({ name, format, expected }: NewBatch, call: Call) {
			const batch: ClaimBatch = {
				id: platform.newId(),
				name,
				format,
				expected: expected ?? null,
				submitted_by: call.caller.subject,
				created_at: platform.now().toISOString(),
				accepted: 0,
				duplicate: 0,
				rejected: 0,
			};
			return commit(platform, call, {
				data: viewOf(batch, {}),
				effects: openingBatch(platform.sql, batch),
				audit: [{ action: 'claim_batch.opened', entity: 'claim_batch', entityId: batch.id, after: { name } }],
			});
		},

		async find(id: string, call: Call) {
			const batch = await batches.find(id, ownBatchesOf(call));
			if (!batch) throw new ProblemError(PROBLEMS.BATCH_NOT_FOUND);
			const counts = await batches.countByStatus([id]);
			return viewOf(batch, counts.get(id));
		},

		async list({ cursor, limit }: { cursor?: string | undefined; limit: number }, call: Call) {
			const found = await batches.list(ownBatchesOf(call), {
				after: parseIdCursor(cursor),
				limit: limit + 1,
			});
			const counts = await batches.countByStatus(found.map(({ id }) => id));
			return pageOf(
				found,
				limit,
				(batch) => viewOf(batch, counts.get(batch.id)),
				({ id }) => [id],
			);
		},
	};
}

const viewOf = ({ accepted, duplicate, rejected, ...batch }: ClaimBatch, statuses: StatusCounts = {}) => ({
	...batch,
	claims: { read: accepted + duplicate + rejected, accepted, duplicate, rejected },
	statuses,
});
