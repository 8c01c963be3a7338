import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import { createGroup, getGroup, getGroups, listGroups, patchGroup } from '../../usecases/groups';
import {
	ChangeGroup,
	GroupIds,
	GroupQuery,
	GroupView,
	PolicyParams,
	RegisterGroup,
} from './policies.schemas';

export const groupsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/groups', tags: ['groups'] })
		.use(access)
		.post('', ({ body, call }) => createGroup(deps, body, call), {
			requires: 'policies:write',
			body: RegisterGroup,
			detail: documented({
				operationId: 'registerGroup',
				summary: 'Register an employer',
				answers: { 201: GroupView },
			}),
		})
		.get('', ({ query, call }) => listGroups(deps, query, call), {
			requires: 'policies:read',
			query: GroupQuery,
			detail: documented({
				operationId: 'listGroups',
				summary: 'List groups',
				answers: { 200: z.array(GroupView) },
			}),
		})
		.post('/batch-get', ({ body, call }) => getGroups(deps, body.ids, call), {
			requires: 'policies:read',
			body: GroupIds,
			detail: documented({
				operationId: 'getGroups',
				summary: 'Read many groups',
				answers: { 200: z.array(GroupView) },
			}),
		})
		.get('/:id', ({ params, call }) => getGroup(deps, params.id, call), {
			requires: 'policies:read',
			params: PolicyParams,
			detail: documented({
				operationId: 'getGroup',
				summary: 'Read one group',
				answers: { 200: GroupView },
			}),
		})
		.patch('/:id', ({ params, body, call }) => patchGroup(deps, params.id, body, call), {
			requires: 'policies:write',
			params: PolicyParams,
			body: ChangeGroup,
			detail: documented({
				operationId: 'changeGroup',
				heedsIfMatch: true,
				summary: 'Change what is known of a group',
				answers: { 200: GroupView },
			}),
		});
