import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import { getNotification, listNotifications, retryNotification } from '../../usecases/notifications';
import {
	ById,
	NotificationQuery,
	NotificationView,
	NotificationWithDeliveries,
} from './notifications.schemas';

export const notificationsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/notifications', tags: ['notifications'] })
		.use(access)
		.get('', ({ query, call }) => listNotifications(deps, query, call), {
			requires: 'notifications:read',
			query: NotificationQuery,
			detail: documented({
				operationId: 'listNotifications',
				summary: 'List notifications by run, recipient, status or channel, newest first',
				answers: { 200: z.array(NotificationView) },
			}),
		})
		.get('/:id', ({ params, call }) => getNotification(deps, params.id, call), {
			requires: 'notifications:read',
			params: ById,
			detail: documented({
				operationId: 'getNotification',
				summary: 'Read a notification with every attempt to deliver it',
				answers: { 200: NotificationWithDeliveries },
			}),
		})
		.post('/:id/retries', ({ params, call }) => retryNotification(deps, params.id, call), {
			requires: 'notifications:write',
			params: ById,
			detail: documented({
				operationId: 'retryNotification',
				summary: 'Try a notification again that failed',
				answers: { 201: NotificationView },
			}),
		});
