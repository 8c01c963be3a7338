/** What can be subscribed to follows from what happens: the topics are held against the catalogue of events. */
import { expect, test } from 'bun:test';
import { EVENT_NAMES } from '@claims-askes/contracts/events';
import { EVENT_TOPICS, TOPICS } from '../../src/domain/notification';
import { hears } from '../../src/events';

test('every event that is told of is one of the catalogue, and every one that is heard is told', () => {
	expect(EVENT_NAMES).toEqual(expect.arrayContaining([...EVENT_TOPICS]));
	// Of these two a run is put together, of which all are told once.
	const ofRuns = ['payment.processed', 'payment.run.completed'] as const;
	const heard = hears({} as never, { SMTP_URL: undefined }).map(({ type }) => type);
	expect(heard.toSorted()).toEqual([...EVENT_TOPICS, ...ofRuns].toSorted());
});

test('no topic is named twice', () => {
	expect(new Set(TOPICS).size).toBe(TOPICS.length);
});
