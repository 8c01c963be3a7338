import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { PredeterminationView } from '@claims-askes/contracts/decision';
import { Elysia } from 'elysia';
import type { ClaimUseCases } from '../../usecases';
import { SubmitClaim } from './claims.schemas';

export const predeterminationsRoutes = (claims: ClaimUseCases) =>
	new Elysia({ prefix: '/api/v1/predeterminations', tags: ['predeterminations'] })
		.use(access)
		.post('', ({ body, call }) => claims.predetermine(body, call), {
			requires: 'claims:write',
			body: SubmitClaim,
			detail: documented({
				operationId: 'submitPredetermination',
				summary: 'Tell what a claim for care to come would be decided to',
				description:
					'A claim whose `use` is predetermination passes the door of claims, and is judged by the balances and history of now as if the care had been given. Nothing moves and nothing is promised. adjudication-service keeps the answer, with how it came about, under its id.',
				answers: { 201: PredeterminationView },
			}),
		});
