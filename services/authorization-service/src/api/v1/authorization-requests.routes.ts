import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { X12Body, x12Answer } from '@claims-askes/chassis/http/x12-body';
import { Elysia } from 'elysia';
import type { Deps } from '../../usecases/deps';

export const authorizationRequestsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/authorization-requests', tags: ['authorizations'] }).use(access).post(
		'',
		// The codec is loaded when somebody speaks X12: most processes are never asked.
		async ({ body, call }) =>
			(await import('../../usecases/answer-requests')).answerRequests(deps, body, call),
		{
			requires: 'authorizations:write',
			body: X12Body,
			detail: documented({
				operationId: 'answerAuthorizationRequests',
				summary: 'Take in a 278 and answer it',
				description:
					'One interchange with up to a thousand requests. Each is stored for a person to decide, and the answer says ' +
					'under which number; one that names no member, provider, day or benefit is refused by its reason (AAA).',
				answers: { 201: x12Answer('The 278 response, and a 999 where something could not be read') },
			}),
		},
	);
