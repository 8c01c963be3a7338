import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { X12Body, x12Answer } from '@claims-askes/chassis/http/x12-body';
import { Elysia } from 'elysia';
import type { Deps } from '../../usecases/deps';

export const eligibilityInquiriesRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/eligibility-inquiries', tags: ['members'] }).use(access).post(
		'',
		// The codec is loaded when somebody speaks X12: most processes are never asked.
		async ({ body, call }) =>
			(await import('../../usecases/answer-eligibility')).answerEligibility(deps, body, call),
		{
			requires: 'members:read',
			body: X12Body,
			detail: documented({
				operationId: 'answerEligibility',
				summary: 'Answer a 270 with a 271',
				description:
					'One interchange with up to a thousand questions. What could not be read is acknowledged by a 999 ' +
					'behind the answers. Whoever asks names the person by number and by birth date or family name.',
				answers: { 200: x12Answer('The 271, and a 999 where something could not be read') },
			}),
		},
	);
