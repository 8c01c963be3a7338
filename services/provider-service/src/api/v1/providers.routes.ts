import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { ContractFacts, ContractTerms, ProviderFacts } from '@claims-askes/contracts/provider-facts';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import { importProviders } from '../../usecases/import-providers';
import { publishContract } from '../../usecases/publish-contract';
import { getProvider, getProviders, listProviders } from '../../usecases/read-providers';
import { createProvider, patchProvider } from '../../usecases/register-provider';
import {
	ChangeProvider,
	ProviderImportReport,
	ProviderList,
	ProviderNumbers,
	ProviderParams,
	ProviderQuery,
	RegisterProvider,
} from './providers.schemas';

export const providersRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/providers', tags: ['providers'] })
		.use(access)
		.post('', ({ body, call }) => createProvider(deps, body, call), {
			requires: 'providers:write',
			body: RegisterProvider,
			detail: documented({
				operationId: 'registerProvider',
				summary: 'Register a facility or practitioner',
				answers: { 201: ProviderFacts },
			}),
		})
		.get('', ({ query, call }) => listProviders(deps, query, call), {
			requires: 'providers:read',
			query: ProviderQuery,
			detail: documented({
				operationId: 'listProviders',
				summary: 'List providers by number, kind, status or how the name begins',
				answers: { 200: z.array(ProviderFacts) },
			}),
		})
		.post('/batch-get', ({ body, call }) => getProviders(deps, body, call), {
			requires: 'providers:read',
			body: ProviderNumbers,
			detail: documented({
				operationId: 'getProviders',
				summary: 'Read many providers by id, NPI or tax id',
				answers: { 200: z.array(ProviderFacts) },
			}),
		})
		.get('/:id', ({ params, call }) => getProvider(deps, params.id, call), {
			requires: 'providers:read',
			params: ProviderParams,
			detail: documented({
				operationId: 'getProvider',
				summary: 'Read one provider',
				answers: { 200: ProviderFacts },
			}),
		})
		.patch('/:id', ({ params, body, call }) => patchProvider(deps, params.id, body, call), {
			requires: 'providers:write',
			params: ProviderParams,
			body: ChangeProvider,
			detail: documented({
				operationId: 'changeProvider',
				heedsIfMatch: true,
				summary: 'Change what is known of a provider',
				answers: { 200: ProviderFacts },
			}),
		})
		.post('/:id/contracts', ({ params, body, call }) => publishContract(deps, params.id, body, call), {
			requires: 'providers:write',
			params: ProviderParams,
			body: ContractTerms,
			detail: documented({
				operationId: 'publishContract',
				summary: 'Publish what was agreed with a provider',
				description: 'The very same terms again answer 200 with the contract that is there.',
				answers: { 200: ContractFacts, 201: ContractFacts },
			}),
		});

export const providerImportsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/provider-imports', tags: ['providers'] })
		.use(access)
		.post('', ({ body, call }) => importProviders(deps, body.providers, call), {
			requires: 'providers:write',
			body: ProviderList,
			detail: documented({
				operationId: 'importProviders',
				summary: 'Register or update up to 1,000 providers by NPI or tax id, with their contracts',
				description: 'A list that comes again changes nothing; each provider has a result of its own.',
				answers: { 201: ProviderImportReport },
			}),
		});
