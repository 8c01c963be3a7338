import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { getSimulation, requestSimulation } from '../../usecases/simulation/request-simulation';
import { SimulationId, SimulationRequest, SimulationView } from './simulations.schemas';

export const simulationsRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/simulations', tags: ['simulations'] })
		.use(access)
		.post('', ({ body, call }) => requestSimulation(platform, body, call), {
			requires: 'adjudication:read',
			body: SimulationRequest,
			detail: documented({
				operationId: 'simulate',
				summary: 'Ask what claims of the past would have come to by another plan, contract or rules',
				description:
					'Runs in the background, in the order in which decisions were made, with balances and histories carried on. Moves nothing. The result is kept for a week.',
				answers: { 202: SimulationView },
			}),
		})
		.get('/:id', ({ params, call }) => getSimulation(platform, params.id, call), {
			requires: 'adjudication:read',
			params: SimulationId,
			detail: documented({
				operationId: 'getSimulation',
				summary: 'Read how far a simulation has come, and its result',
				answers: { 200: SimulationView },
			}),
		});
