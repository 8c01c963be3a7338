import { EventEnvelope, type EventName, type EventOf } from '@claims-askes/contracts/events';
import { z } from 'zod';
import { PARTITIONS } from './partition';

/** An event as a log gives it: what it says, and where in the log it stands. */
export const FeedEvent = EventEnvelope.extend({
	partition: z
		.int()
		.min(0)
		.max(PARTITIONS - 1)
		.describe('Partition of the log'),
	position: z.int().positive().describe('Place within the partition, without gaps'),
	key: z.string().describe('What must stay in order; events of one key are always in one partition'),
}).meta({ id: 'FeedEvent' });
export type FeedEvent = z.infer<typeof FeedEvent>;

/** The same with its data typed by its name. */
export type FeedEventOf<N extends EventName> = EventOf<N> & Pick<FeedEvent, 'partition' | 'position' | 'key'>;

export const FeedPage = z
	.strictObject({
		log_id: z.uuid().describe('Another one than last time means that the log was replaced: stop reading'),
		events: z.array(FeedEvent).describe('In order within each partition'),
		next: z.string().describe('What to ask for next, behind everything that this page looked at'),
		caught_up: z.boolean().describe('Nothing more was there when this page was read'),
	})
	.meta({ id: 'FeedPage' });
export type FeedPage = z.infer<typeof FeedPage>;

/**
 * One name or several; Elysia splits at commas before the schema sees them. A name that this log has never heard of finds
 * nothing, so that a newer reader may ask.
 */
const EventTypeName = z.string().regex(/^[a-z_]+(\.[a-z_]+)+$/);
const EventTypes = z
	.union([EventTypeName, z.array(EventTypeName)])
	.transform((names) => (typeof names === 'string' ? [names] : names));

export const FeedQuery = z.strictObject({
	after: z
		.string()
		.default('earliest')
		.describe('A cursor, or `earliest` or `latest` for the ends of the log as it is kept now'),
	limit: z.coerce
		.number()
		.int()
		.min(0)
		.max(5_000)
		.default(500)
		.describe('At most so many places of the log are looked at; 0 only answers the cursor'),
	types: EventTypes.optional().describe('Only events of these names, separated by commas'),
});
