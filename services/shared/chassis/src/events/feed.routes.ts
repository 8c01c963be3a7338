import type { EventName } from '@claims-askes/contracts/events';
import type { ServiceName } from '@claims-askes/contracts/services';
import { Elysia } from 'elysia';
import type { Sql } from '../db/connect';
import { access } from '../http/access';
import type { RowRule } from '../http/caller';
import { documented } from '../http/openapi';
import { readFeed, readFeedText } from './feed';
import { type FeedEvent, FeedPage, FeedQuery } from './feed.schemas';
import type { RecentEvents } from './recent-events';

export interface FeedRoutesDeps {
	readonly service: ServiceName;
	readonly sql: Sql;
	readonly recent?: RecentEvents;
	/** Whether a token that is limited to some rows may see an event; without it such a token sees none. */
	readonly visibleTo?: (rule: RowRule, event: FeedEvent) => boolean;
}

/** The log, for whoever may read events. */
export const feedRoutes = ({ service, sql, recent, visibleTo = () => false }: FeedRoutesDeps) =>
	new Elysia({ prefix: '/api/v1/events', tags: ['events'] }).use(access).get(
		'',
		async ({ query: { after, limit, types }, call }) => {
			const request = { after, limit, ...(types ? { types: types as EventName[] } : {}) };
			const { only } = call.caller;
			if (!only) return readFeedText(sql, service, request, recent);
			const page = await readFeed(sql, service, request, recent);
			return { ...page, events: page.events.filter((event) => visibleTo(only, event)) };
		},
		{
			requires: 'events:read',
			query: FeedQuery,
			detail: documented({
				operationId: 'readEvents',
				summary: "Read this service's log of events after a cursor",
				answers: { 200: FeedPage },
			}),
		},
	);
