import { z } from 'zod';

export const ParkedEventView = z
	.strictObject({
		parked_id: z.uuid().describe('Identifier under which it is parked'),
		producer: z.string().describe('The service in whose log it stands'),
		event_id: z.uuid().describe('Identifier of the event'),
		event_type: z.string().describe('Name of the event'),
		key: z.string().describe('What must stay in order, and now waits'),
		error_code: z.string().describe('Why it failed when it was last tried'),
		attempts: z.int().describe('How often it was tried'),
		queued: z.int().describe('How many later events of the same key wait behind it'),
		parked_at: z.iso.datetime().describe('When it was parked'),
		retry_at: z.iso
			.datetime()
			.nullable()
			.describe('When it is tried again by itself; null waits for a person'),
	})
	.meta({ id: 'ParkedEventView' });
export type ParkedEventView = z.infer<typeof ParkedEventView>;

export const ParkedEventsQuery = z.strictObject({
	after: z.uuid().optional().describe('The `next_cursor` of the page before; without it the list begins'),
	limit: z.coerce.number().int().min(1).max(200).default(50).describe('At most so many entries'),
});

export const ParkedEventId = z.strictObject({ id: z.uuid() });

export const ReplayView = z
	.strictObject({
		applied: z.int().describe('Events that took effect and left the queue'),
		error_code: z
			.string()
			.nullable()
			.describe('Why the next one still fails; null where the key is free again'),
	})
	.meta({ id: 'ReplayView' });
export type ReplayView = z.infer<typeof ReplayView>;
