import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import { listTemplates, publishTemplate } from '../../usecases/templates';
import { PublishTemplate, TemplateView } from './notifications.schemas';

export const templatesRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/templates', tags: ['templates'] })
		.use(access)
		.get('', () => listTemplates(deps), {
			requires: 'notifications:read',
			detail: documented({
				operationId: 'listTemplates',
				summary: 'List all versions of all templates, the newest of each first',
				answers: { 200: z.array(TemplateView) },
			}),
		})
		.post('', ({ body, call }) => publishTemplate(deps, body, call), {
			requires: 'notifications:write',
			body: PublishTemplate,
			detail: documented({
				operationId: 'publishTemplate',
				summary: 'Publish the next version of a template',
				description:
					'The body may tell {{notification_id}}; of a payment run {{claims}} and {{run_id}}, of a fund {{policy_id}}, {{fund}} and {{percent}}, or {{currency}}, {{needed}} and {{available}}. The subject tells nothing.',
				answers: { 201: TemplateView },
			}),
		});
