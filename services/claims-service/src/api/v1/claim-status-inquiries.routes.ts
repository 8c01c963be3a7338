import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { X12Body, x12Answer } from '@claims-askes/chassis/http/x12-body';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';

export const claimStatusInquiriesRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/claim-status-inquiries', tags: ['claims'] }).use(access).post(
		'',
		// The codec is loaded when somebody speaks X12: most processes are never asked.
		async ({ body, call }) =>
			(await import('../../usecases/answer-claim-status')).answerClaimStatus(platform, body, call),
		{
			requires: 'claims:read',
			body: X12Body,
			detail: documented({
				operationId: 'answerClaimStatus',
				summary: 'Answer a 276 with a 277',
				description:
					'One interchange with up to a thousand questions. A claim is named by our number or by the provider’s, and ' +
					'all else that is said of it must be so. What could not be read is acknowledged by a 999.',
				answers: { 200: x12Answer('The 277, and a 999 where something could not be read') },
			}),
		},
	);
