import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { PageQuery } from '@claims-askes/chassis/http/paging';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { getClient, listClients, registerClient, renewSecret, withdraw } from '../../usecases/clients';
import type { Deps } from '../../usecases/deps';
import { ClientView, RegisterClient, RegisteredClient, RenewedSecret, RenewSecret } from './clients.schemas';

const ClientId = z.object({ id: z.uuid() });

export const clientsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/clients', tags: ['clients'] })
		.use(access)
		.post(
			'',
			({ body: { name, scopes, ...party }, call }) => registerClient(deps, { name, scopes, party }, call),
			{
				requires: 'clients:write',
				body: RegisterClient,
				detail: documented({
					operationId: 'registerClient',
					summary: 'Register a client for client credentials; its secret is shown once',
					answers: { 201: RegisteredClient },
				}),
			},
		)
		.get('', ({ query, call }) => listClients(deps, query, call), {
			requires: 'clients:read',
			query: PageQuery,
			detail: documented({
				operationId: 'listClients',
				summary: 'List registered clients, newest first',
				answers: { 200: z.array(ClientView) },
			}),
		})
		.get('/:id', ({ params, call }) => getClient(deps, params.id, call), {
			requires: 'clients:read',
			params: ClientId,
			detail: documented({
				operationId: 'getClient',
				summary: 'Read one client',
				answers: { 200: ClientView },
			}),
		})
		.delete('/:id', ({ params, call }) => withdraw(deps, params.id, call), {
			requires: 'clients:write',
			params: ClientId,
			detail: documented({
				operationId: 'withdrawClient',
				summary: 'Withdraw a client: it gets no more tokens',
				answers: { 200: ClientView },
			}),
		})
		.post(
			'/:id/secrets',
			({ params, body, call }) => renewSecret(deps, params.id, body.overlap_seconds, call),
			{
				requires: 'clients:write',
				params: ClientId,
				body: RenewSecret,
				detail: documented({
					operationId: 'renewClientSecret',
					summary: 'Give out a new secret; the previous ones stay good for an overlap',
					answers: { 201: RenewedSecret },
				}),
			},
		);
