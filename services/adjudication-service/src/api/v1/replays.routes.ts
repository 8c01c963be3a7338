import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { factDeskOf } from '../../usecases/facts/gather-facts';
import { replayDecisions } from '../../usecases/replay-decisions';
import { ReplayReport, ReplayRequest } from './replays.schemas';

export const replaysRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/replays', tags: ['decisions'] }).use(access).post(
		'',
		({ body: { from, to, cursor = null, limit }, call }) => {
			assertUnrestricted(call);
			return replayDecisions(platform, factDeskOf(platform), { from, to }, { cursor, limit }, call);
		},
		{
			requires: 'adjudication:read',
			body: ReplayRequest,
			detail: documented({
				operationId: 'replayDecisions',
				summary: 'Make the decisions of a span of time again from stored facts, and compare them to the byte',
				description: 'One page at a time, in the order in which they were made. Writes and moves nothing.',
				answers: { 200: ReplayReport },
			}),
		},
	);
