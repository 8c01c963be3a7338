import type { FeedEvent } from './feed.schemas';
import type { AnyHandler } from './handlers';

/** How far one partition's cursor goes with a slice. */
export interface Move {
	readonly partition: number;
	readonly from: number;
	readonly to: number;
}

/** A part of a page that stands or falls as one transaction. Events are in the order of (partition, position). */
export interface Slice {
	readonly events: readonly FeedEvent[];
	readonly moves: readonly Move[];
}

/** The cursors that a page moves, past its events and past those that nobody here hears. */
export function movesBetween(from: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): Move[] {
	const moves = [...from].map(([partition, position]) => ({
		partition,
		from: position,
		to: to.get(partition) ?? position,
	}));
	return moves.filter((move) => move.to > move.from).sort((a, b) => a.partition - b.partition);
}

/** Cuts a slice of at least two events in two; carried out one after the other they move the cursors just as far. */
export function halve({ events, moves }: Slice): [Slice, Slice] {
	const middle = events.length >> 1;
	const cut = events[middle];
	if (!cut || middle === 0) throw new RangeError('one event cannot be halved');
	const first: Move[] = [];
	const second: Move[] = [];
	for (const move of moves) {
		if (move.partition < cut.partition) first.push(move);
		else if (move.partition > cut.partition) second.push(move);
		else {
			const to = cut.position - 1;
			if (to > move.from) first.push({ ...move, to });
			second.push({ ...move, from: to });
		}
	}
	return [
		{ events: events.slice(0, middle), moves: first },
		{ events: events.slice(middle), moves: second },
	];
}

/** Events for one call of one handler. */
export interface Group {
	readonly handler: AnyHandler;
	readonly events: FeedEvent[];
}

/**
 * Groups a slice's events into as few calls as the order of each key allows: an event joins the first group of its
 * handler that does not come before another event of the same key.
 */
export function groupInOrder(
	events: readonly FeedEvent[],
	handlerOf: (event: FeedEvent) => AnyHandler | undefined,
): Group[] {
	const groups: Group[] = [];
	const lastGroupOf = new Map<string, number>();
	for (const event of events) {
		const handler = handlerOf(event);
		if (!handler) continue;
		let at = lastGroupOf.get(event.key) ?? 0;
		while (at < groups.length && groups[at]?.handler !== handler) at++;
		const group = groups[at];
		if (group) group.events.push(event);
		else groups.push({ handler, events: [event] });
		lastGroupOf.set(event.key, at);
	}
	return groups;
}
