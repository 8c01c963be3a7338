import { ProblemError } from '@claims-askes/kernel/problems';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Sql } from '../db/connect';
import { access } from '../http/access';
import { Answer } from '../http/envelope';
import { documented } from '../http/openapi';
import { assertUnrestricted } from '../http/row-rule';
import type { Consumer } from './consumer';
import { FEED_PROBLEMS } from './feed-problems';
import { ParkedEventId, ParkedEventsQuery, ParkedEventView, ReplayView } from './parked.schemas';
import { findParked, listParked } from './parking';

export interface ParkedRoutesDeps {
	readonly sql: Sql;
	/** Those of this process; it is they who know what to do with an event. */
	readonly consumers: () => readonly Consumer[];
}

/** Events that failed and what waits behind them, for whoever repairs that. */
export const parkedRoutes = ({ sql, consumers }: ParkedRoutesDeps) =>
	new Elysia({ prefix: '/api/v1/parked-events', tags: ['events'] })
		.use(access)
		.get(
			'',
			async ({ query: { after, limit }, call }) => {
				assertUnrestricted(call);
				const parked = await listParked(sql, { after: after ?? null, limit });
				const next_cursor = parked.length === limit ? (parked.at(-1)?.parked_id ?? null) : null;
				return new Answer(parked, { page: { next_cursor, limit } });
			},
			{
				requires: 'events:read',
				query: ParkedEventsQuery,
				detail: documented({
					operationId: 'listParkedEvents',
					summary: 'List the events that failed, each with the number that waits behind it',
					answers: { 200: z.array(ParkedEventView) },
				}),
			},
		)
		.post(
			'/:id/replays',
			async ({ params, call }) => {
				assertUnrestricted(call);
				const parked = await findParked(sql, params.id);
				const consumer = consumers().find(({ producer }) => producer === parked?.producer);
				if (!parked || !consumer) throw new ProblemError(FEED_PROBLEMS.PARKED_EVENT_NOT_FOUND);
				return new Answer(await consumer.replay(parked.event.key), { status: 201 });
			},
			{
				requires: 'events:replay',
				params: ParkedEventId,
				detail: documented({
					operationId: 'replayParkedEvent',
					summary: "Try an event's key again: all that is queued for it, in order, until one fails",
					answers: { 201: ReplayView },
				}),
			},
		);
