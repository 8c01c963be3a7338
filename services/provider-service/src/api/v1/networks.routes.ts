import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { PageQuery } from '@claims-askes/chassis/http/paging';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import {
	createNetwork,
	getNetwork,
	joinNetwork,
	listNetworkProviders,
	listNetworks,
} from '../../usecases/networks';
import {
	CreateNetwork,
	JoinNetwork,
	Network,
	NetworkMembership,
	NetworkProvidersQuery,
	ProviderParams,
} from './providers.schemas';

export const networksRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/networks', tags: ['networks'] })
		.use(access)
		.post('', ({ body, call }) => createNetwork(deps, body, call), {
			requires: 'providers:write',
			body: CreateNetwork,
			detail: documented({
				operationId: 'createNetwork',
				summary: 'Create a network of providers',
				answers: { 201: Network },
			}),
		})
		.get('', ({ query, call }) => listNetworks(deps, query, call), {
			requires: 'providers:read',
			query: PageQuery,
			detail: documented({
				operationId: 'listNetworks',
				summary: 'List networks',
				answers: { 200: z.array(Network) },
			}),
		})
		.get('/:id', ({ params, call }) => getNetwork(deps, params.id, call), {
			requires: 'providers:read',
			params: ProviderParams,
			detail: documented({
				operationId: 'getNetwork',
				summary: 'Read one network',
				answers: { 200: Network },
			}),
		})
		.get('/:id/providers', ({ params, query, call }) => listNetworkProviders(deps, params.id, query, call), {
			requires: 'providers:read',
			params: ProviderParams,
			query: NetworkProvidersQuery,
			detail: documented({
				operationId: 'listNetworkProviders',
				summary: 'List who belongs to a network on a date',
				answers: { 200: z.array(NetworkMembership) },
			}),
		})
		.post('/:id/providers', ({ params, body, call }) => joinNetwork(deps, params.id, body, call), {
			requires: 'providers:write',
			params: ProviderParams,
			body: JoinNetwork,
			detail: documented({
				operationId: 'joinNetwork',
				summary: 'Let a provider belong to a network between two dates',
				answers: { 201: NetworkMembership },
			}),
		});
