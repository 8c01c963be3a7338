import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import type { Deps } from '../../usecases/deps';
import { getPreference, statePreference } from '../../usecases/preferences';
import { PreferenceView, RecipientParams, StatePreference } from './notifications.schemas';

export const preferencesRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/preferences', tags: ['preferences'] })
		.use(access)
		.get('/:recipient_kind/:recipient_id', ({ params, call }) => getPreference(deps, params, call), {
			requires: 'notifications:read',
			params: RecipientParams,
			detail: documented({
				operationId: 'getPreference',
				summary: 'Read how a recipient wants to be told',
				answers: { 200: PreferenceView },
			}),
		})
		.put(
			'/:recipient_kind/:recipient_id',
			({ params, body, call }) => statePreference(deps, { ...params, ...body }, call),
			{
				requires: 'notifications:write',
				params: RecipientParams,
				body: StatePreference,
				detail: documented({
					operationId: 'statePreference',
					heedsIfMatch: true,
					summary: 'State how a recipient wants to be told',
					answers: { 200: PreferenceView },
				}),
			},
		);
