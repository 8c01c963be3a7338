import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import type { BatchUseCases } from '../../usecases';
import {
	BatchId,
	BatchList,
	BatchQuery,
	BatchView,
	ImportClaims,
	ImportResult,
	OpenBatch,
} from './claim-batches.schemas';

export const claimBatchesRoutes = (batches: BatchUseCases) =>
	new Elysia({ prefix: '/api/v1/claim-batches', tags: ['claim batches'] })
		.use(access)
		.post('', ({ body, call }) => batches.open(body, call), {
			requires: 'claims:write',
			body: OpenBatch,
			detail: documented({
				operationId: 'openClaimBatch',
				summary: 'Open a batch for the claims of a file',
				answers: { 201: BatchView },
			}),
		})
		.get('', ({ query, call }) => batches.list(query, call), {
			requires: 'claims:read',
			query: BatchQuery,
			detail: documented({
				operationId: 'listClaimBatches',
				summary: 'List batches, newest first',
				answers: { 200: BatchList },
			}),
		})
		.get('/:id', ({ params, call }) => batches.find(params.id, call), {
			requires: 'claims:read',
			params: BatchId,
			detail: documented({
				operationId: 'getClaimBatch',
				summary: 'Read a batch and where its claims stand',
				answers: { 200: BatchView },
			}),
		})
		.post('/:id/claims', ({ params, body, call }) => batches.importClaims(params.id, body.claims, call), {
			requires: 'claims:write',
			params: BatchId,
			body: ImportClaims,
			detail: documented({
				operationId: 'importClaims',
				summary: 'Import up to 1,000 claims into a batch',
				description:
					'Each claim is accepted, rejected or known before by itself; of a token that is limited to its own rows others’ claims are rejected as CLAIM_OF_OTHERS. Repeating a request imports nothing twice; with an Idempotency-Key it also counts nothing twice.',
				answers: { 200: ImportResult },
			}),
		});
