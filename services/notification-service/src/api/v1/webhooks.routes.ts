import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { PageQuery } from '@claims-askes/chassis/http/paging';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import {
	addWebhook,
	changeWebhook,
	getWebhook,
	listWebhooks,
	renewSecret,
	testWebhook,
	withdrawWebhook,
} from '../../usecases/webhooks';
import {
	AddedWebhook,
	AddWebhook,
	ById,
	ChangeWebhook,
	RenewedWebhookSecret,
	RenewWebhookSecret,
	WebhookTest,
	WebhookView,
} from './notifications.schemas';

export const webhooksRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/webhooks', tags: ['webhooks'] })
		.use(access)
		.post('', ({ body, call }) => addWebhook(deps, body, call), {
			requires: 'notifications:write',
			body: AddWebhook,
			detail: documented({
				operationId: 'addWebhook',
				summary: 'Subscribe an address; its secret is shown once',
				answers: { 201: AddedWebhook },
			}),
		})
		.get('', ({ query, call }) => listWebhooks(deps, query, call), {
			requires: 'notifications:read',
			query: PageQuery,
			detail: documented({
				operationId: 'listWebhooks',
				summary: 'List webhooks, newest first',
				answers: { 200: z.array(WebhookView) },
			}),
		})
		.get('/:id', ({ params, call }) => getWebhook(deps, params.id, call), {
			requires: 'notifications:read',
			params: ById,
			detail: documented({
				operationId: 'getWebhook',
				summary: 'Read one webhook',
				answers: { 200: WebhookView },
			}),
		})
		.patch('/:id', ({ params, body, call }) => changeWebhook(deps, params.id, body, call), {
			requires: 'notifications:write',
			params: ById,
			body: ChangeWebhook,
			detail: documented({
				operationId: 'changeWebhook',
				heedsIfMatch: true,
				summary: 'Change the address or the topics of a webhook',
				answers: { 200: WebhookView },
			}),
		})
		.delete('/:id', ({ params, call }) => withdrawWebhook(deps, params.id, call), {
			requires: 'notifications:write',
			params: ById,
			detail: documented({
				operationId: 'withdrawWebhook',
				heedsIfMatch: true,
				summary: 'Withdraw a webhook: nothing is sent there any more',
				answers: { 200: WebhookView },
			}),
		})
		.post(
			'/:id/secrets',
			({ params, body, call }) => renewSecret(deps, params.id, body.overlap_seconds, call),
			{
				requires: 'notifications:write',
				params: ById,
				body: RenewWebhookSecret,
				detail: documented({
					operationId: 'renewWebhookSecret',
					summary: 'Give out a new secret; for an overlap messages are signed with both',
					answers: { 201: RenewedWebhookSecret },
				}),
			},
		)
		.post('/:id/tests', ({ params, call }) => testWebhook(deps, params.id, call), {
			requires: 'notifications:write',
			params: ById,
			detail: documented({
				operationId: 'testWebhook',
				summary: 'Send a test message at once, and tell how that went',
				description:
					'The message has the topic `test` and tells of nothing; it is signed and sent as all others are. A webhook is tested twice a second at most.',
				answers: { 200: WebhookTest },
			}),
		});
