import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { whileBelieved } from '@claims-askes/chassis/http/while-believed';
import type { Platform } from '@claims-askes/chassis/platform';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { Elysia } from 'elysia';
import type { LiveStream } from '../../views/live-stream';
import { StreamQuery } from './views.schemas';

export const streamRoutes = (live: LiveStream, { verifier }: Pick<Platform, 'verifier'>) =>
	new Elysia({ prefix: '/api/v1/stream', tags: ['stream'] }).use(access).get(
		'',
		({ query, call, request }) => {
			// Events carry no rows of one member or provider to filter by, so such a token hears none.
			if (call.caller.only) throw new ProblemError(PROBLEMS.SCOPE_MISSING);
			const wanted = query.events ? new Set(query.events.split(',')) : null;
			const holding = { token: call.bearer ?? '', expiresAt: call.caller.expiresAt };
			const believed = (end: () => void) => whileBelieved(verifier.verify, holding, end);
			return new Response(live.open(wanted, request.signal, believed), {
				headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
			});
		},
		{
			requires: 'events:read',
			query: StreamQuery,
			detail: documented({
				operationId: 'openStream',
				summary: 'Hear events as they happen, as server-sent events',
				answers: {
					200: {
						mediaType: 'text/event-stream',
						description: 'One message an event, until it is closed or its token is believed no more',
					},
				},
			}),
		},
	);
