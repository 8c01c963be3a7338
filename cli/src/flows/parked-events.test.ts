import { expect, test } from 'bun:test';
import type { AskesClients } from '@claims-askes/sdk';
import { listParkedEvents, replayParkedEvent } from './parked-events';

const nothing = { GET: async () => ({ data: { data: [] } }) };

/** A platform in which adjudication-service has 201 events parked, which takes two pages to tell. */
function aPlatform() {
	const parked = Array.from({ length: 201 }, (_, at) => ({
		parked_id: `event-${at}`,
		error_code: 'NOT_YET',
	}));
	const replayed: string[] = [];
	type Asked = { params: { query: { limit: number; after?: string } } };
	const adjudication = {
		GET: async (_: string, { params: { query } }: Asked) => {
			const from = parked.findIndex(({ parked_id }) => parked_id === query.after) + 1;
			return { data: { data: parked.slice(from, from + query.limit) } };
		},
		POST: async (_: string, { params }: { params: { path: { id: string } } }) => {
			replayed.push(params.path.id);
			return { data: { data: { applied: 2, error_code: null } } };
		},
	};
	const clients = { claims: nothing, payments: nothing, notifications: nothing, adjudication };
	return { askes: clients as unknown as AskesClients, replayed };
}

test('what is parked is listed to the end, with the service that waits', async () => {
	const events = await listParkedEvents(aPlatform().askes);
	expect(events).toHaveLength(201);
	expect(events.at(-1)).toMatchObject({ service: 'adjudication-service', parked_id: 'event-200' });
});

test('an event is tried again by the service that parked it, and an unknown one by none', async () => {
	const { askes, replayed } = aPlatform();
	expect(await replayParkedEvent(askes, 'event-7')).toEqual({ applied: 2, error_code: null });
	expect(replayed).toEqual(['event-7']);
	await expect(replayParkedEvent(askes, 'event-999')).rejects.toMatchObject({
		code: 'PARKED_EVENT_NOT_FOUND',
	});
});
