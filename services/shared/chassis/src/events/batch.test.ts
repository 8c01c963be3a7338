import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { groupInOrder, halve, type Move, movesBetween, type Slice } from './batch';
import type { FeedEvent } from './feed.schemas';
import type { AnyHandler } from './handlers';

const anEvent = (partition: number, position: number, key: string, type = 'claim.submitted') =>
	({ partition, position, key, event_type: type }) as FeedEvent;

/** Events as a page has them: ordered by partition and position, with gaps where nobody here hears. */
const somePage = fc
	.array(
		fc.record({
			partition: fc.nat(3),
			skip: fc.integer({ min: 1, max: 3 }),
			key: fc.nat(4),
			type: fc.nat(2),
		}),
		{
			minLength: 2,
			maxLength: 40,
		},
	)
	.map((items) => {
		const ends = new Map<number, number>();
		const events = items
			.sort((a, b) => a.partition - b.partition)
			.map(({ partition, skip, key, type }) => {
				const position = (ends.get(partition) ?? 0) + skip;
				ends.set(partition, position);
				return anEvent(partition, position, `${partition}-${key}`, `type-${type}`);
			});
		const next = new Map([...ends].map(([partition, end]) => [partition, end + 2]));
		return {
			events,
			moves: movesBetween(
				new Map([
					[0, 0],
					[1, 0],
					[2, 0],
					[3, 0],
				]),
				next,
			),
		};
	});

test('cut to single events, a page moves every cursor as far as it does whole, without a gap', () => {
	fc.assert(
		fc.property(somePage, (page) => {
			const singles: Slice[] = [page];
			for (let at = 0; at < singles.length; ) {
				const slice = singles[at];
				if (slice && slice.events.length > 1) singles.splice(at, 1, ...halve(slice));
				else at++;
			}
			expect(singles.flatMap((slice) => slice.events)).toEqual([...page.events]);
			expect(joined(singles.flatMap((slice) => slice.moves))).toEqual([...page.moves]);
			for (const { events, moves } of singles) {
				const [event] = events;
				const own = moves.find((move) => move.partition === event?.partition);
				expect(own && event && own.from < event.position && event.position <= own.to).toBe(true);
			}
		}),
	);
});

/** Consecutive moves of a partition as one; throws where one does not begin where the last one ended. */
function joined(moves: readonly Move[]): Move[] {
	const byPartition = new Map<number, Move>();
	for (const move of moves) {
		const last = byPartition.get(move.partition);
		if (last && last.to !== move.from) throw new Error('a gap between moves');
		byPartition.set(move.partition, last ? { ...last, to: move.to } : move);
	}
	return [...byPartition.values()].sort((a, b) => a.partition - b.partition);
}

const aHandler = (): AnyHandler => ({ async apply() {} });

test('grouping keeps every event once and the order of each key, over as few calls as that allows', () => {
	const handlers: Record<string, AnyHandler> = {
		'type-0': aHandler(),
		'type-1': aHandler(),
		'type-2': aHandler(),
	};
	fc.assert(
		fc.property(somePage, ({ events }) => {
			const groups = groupInOrder(events, (event) => handlers[event.event_type]);
			const called = groups.flatMap((group) => group.events);
			expect(called).toHaveLength(events.length);
			for (const key of new Set(events.map((event) => event.key))) {
				const ofKey = (list: readonly FeedEvent[]) => list.filter((event) => event.key === key);
				expect(ofKey(called)).toEqual(ofKey(events));
			}
			for (const group of groups) {
				for (const event of group.events) expect(handlers[event.event_type]).toBe(group.handler);
			}
		}),
	);
});

test('keys that are mixed do not split a batch: two kinds of events of many keys are two calls', () => {
	const [submitted, voided] = [aHandler(), aHandler()];
	const events = Array.from({ length: 100 }, (_, at) =>
		anEvent(0, at + 1, `key-${at >> 1}`, at % 2 === 0 ? 'claim.submitted' : 'claim.voided'),
	);
	const groups = groupInOrder(events, (event) => (event.event_type === 'claim.voided' ? voided : submitted));
	expect(groups.map((group) => group.events.length)).toEqual([50, 50]);
});
