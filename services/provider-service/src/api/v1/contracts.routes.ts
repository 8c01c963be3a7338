import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { ContractFacts } from '@claims-askes/contracts/provider-facts';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import { endContract } from '../../usecases/end-contract';
import { getContract, getContracts } from '../../usecases/read-providers';
import { replaceContract } from '../../usecases/replace-contract';
import { ContractEnd, ContractIds, EndContract, ProviderParams, ReplaceContract } from './providers.schemas';

export const contractsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/contracts', tags: ['contracts'] })
		.use(access)
		.post('/batch-get', ({ body, call }) => getContracts(deps, body.ids, call), {
			requires: 'providers:read',
			body: ContractIds,
			detail: documented({
				operationId: 'getContracts',
				summary: 'Read the terms of many contracts',
				answers: { 200: z.array(ContractFacts) },
			}),
		})
		.get('/:id', ({ params, call }) => getContract(deps, params.id, call), {
			requires: 'providers:read',
			params: ProviderParams,
			detail: documented({
				operationId: 'getContract',
				summary: 'Read the terms of a contract, which never change',
				answers: { 200: ContractFacts },
			}),
		})
		.post('/:id/ends', ({ params, body, call }) => endContract(deps, params.id, body, call), {
			requires: 'providers:write',
			params: ProviderParams,
			body: EndContract,
			detail: documented({
				operationId: 'endContract',
				summary: 'End a contract earlier than its terms say',
				answers: { 201: ContractEnd },
			}),
		})
		.post('/:id/replacements', ({ params, body, call }) => replaceContract(deps, params.id, body, call), {
			requires: 'providers:write',
			params: ProviderParams,
			body: ReplaceContract,
			detail: documented({
				operationId: 'replaceContract',
				summary: 'Put other terms in the place of a contract, from their first day on',
				description:
					'In one write: the contract ends the day before, and claims of the days since are decided again once. Where the new terms begin no later, it is as if it had never held.',
				answers: { 201: ContractFacts },
			}),
		});
