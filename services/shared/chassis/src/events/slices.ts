import type { ServiceName } from '@claims-askes/contracts/services';
import type { Sql } from '../db/connect';
import { errorFields, type Logger } from '../observability/logger';
import { NotYet } from '../outage';
import { type Group, groupInOrder, halve, type Slice } from './batch';
import type { ConsumerMetrics } from './consumer-metrics';
import { moveCursors } from './cursors';
import { applyGroups, gatherFacts, letGo, useFacts } from './effects';
import type { FeedEvent } from './feed.schemas';
import type { AnyHandler } from './handlers';
import { park, parkedKeys } from './parking';
import type { Recorded } from './recent-events';
import { isSurroundings, setbackOf } from './setback';

/** Another replica, or a replay, changed what this slice was built on: give it up and read again. */
export class Overtaken extends Error {
	override readonly name = 'Overtaken';
}

export interface SliceWorker {
	readonly service: ServiceName;
	readonly producer: string;
	readonly sql: Sql;
	readonly log: Logger;
	readonly metrics: ConsumerMetrics;
	readonly handlerOf: (event: FeedEvent) => AnyHandler | undefined;
	readonly afterCommit: (recorded: readonly Recorded[]) => void;
	/** Aborted when the consumer is told to stop. */
	readonly signal: AbortSignal;
	/** Whether a key may have a queue, by what was last seen: as long as none has, nobody asks which. The transaction sees for itself. */
	mayHaveQueues: boolean;
}

/** A slice with all that has to be asked for before its transaction. */
export interface Prepared {
	readonly slice: Slice;
	readonly groups: readonly Group[];
	readonly facts: readonly unknown[];
	/** The keys that had a queue when the facts were gathered, and the events that join it. */
	readonly parked: ReadonlySet<string>;
	readonly queued: readonly FeedEvent[];
}

/** Gathers what the events of a slice need. It writes nothing, so it may be done while the slice before is carried out. */
export async function prepare(worker: SliceWorker, slice: Slice): Promise<Prepared> {
	const parked = worker.mayHaveQueues
		? await parkedKeys(worker.sql, worker.producer, keysOf(slice))
		: NO_KEYS;
	const groups = groupInOrder(
		slice.events.filter((event) => !parked.has(event.key)),
		worker.handlerOf,
	);
	const queued = slice.events.filter((event) => parked.has(event.key));
	return { slice, groups, parked, queued, facts: await gatherFacts(groups, worker.signal) };
}

/** What was prepared, and will not be carried out. */
export const dropPrepared = ({ groups, facts }: Prepared): Promise<void> => letGo(groups, facts);

export interface HowToCarryOut {
	/** That an event which waits for another is not parked yet. */
	readonly waitForOthers: boolean;
	/** What was gathered ahead; else it is now. */
	readonly prepared?: Prepared | undefined;
	/** Told when the slice has all it needs and its transaction begins. */
	readonly onBegin?: () => void;
}

/**
 * Carries out a slice: effects and cursors in one transaction. An event that fails by itself is found by halving the
 * slice and parked; all others take effect. Throws on an outage, and when overtaken.
 */
export async function carryOut(
	worker: SliceWorker,
	log_id: string,
	slice: Slice,
	{ waitForOthers, prepared, onBegin }: HowToCarryOut,
): Promise<void> {
	try {
		const ready = prepared ?? (await prepare(worker, slice));
		onBegin?.();
		await inOneTransaction(worker, log_id, ready);
	} catch (error) {
		if (error instanceof Overtaken || isSurroundings(error) || slice.events.length === 0) throw error;
		if (error instanceof NotYet && waitForOthers) throw error;
		const [only, ...others] = slice.events;
		if (only && others.length === 0) return parkOnly(worker, log_id, { ...slice, event: only }, error);
		for (const half of halve(slice)) await carryOut(worker, log_id, half, { waitForOthers });
	}
}

async function inOneTransaction(
	worker: SliceWorker,
	log_id: string,
	{ slice, groups, facts, parked, queued }: Prepared,
): Promise<void> {
	const { sql, producer, service, signal, afterCommit, metrics } = worker;
	const recorded = await useFacts(sql, groups, facts, async (tx) => {
		const { isMoved, hasQueues } = await moveCursors(tx, producer, log_id, slice.moves);
		worker.mayHaveQueues = hasQueues;
		if (!isMoved) throw new Overtaken();
		const parkedNow = hasQueues ? await parkedKeys(tx, producer, keysOf(slice)) : NO_KEYS;
		if (parkedNow.symmetricDifference(parked).size > 0) throw new Overtaken();
		await park(tx, producer, queued);
		return applyGroups(tx, service, groups, facts, signal);
	});
	afterCommit(recorded);
	metrics.applied(producer, slice.events.length - queued.length);
}

const NO_KEYS: ReadonlySet<string> = new Set();

const keysOf = ({ events }: Slice): Set<string> => new Set(events.map(({ key }) => key));

async function parkOnly(
	worker: SliceWorker,
	log_id: string,
	{ event, moves }: Slice & { event: FeedEvent },
	error: unknown,
): Promise<void> {
	const { sql, producer, log, metrics } = worker;
	const setback = setbackOf(error, 0);
	worker.mayHaveQueues = true;
	await sql.begin(async (tx) => {
		if (!(await moveCursors(tx, producer, log_id, moves)).isMoved) throw new Overtaken();
		await park(tx, producer, [event], setback);
	});
	metrics.parked(producer, setback.code);
	const { event_id, event_type, partition, position } = event;
	const where = { producer, event_id, event_type, partition, position, code: setback.code };
	if (setback.retryInMs === null) log.error('event parked', { ...errorFields(error), ...where });
	else
		log.info('event waits for another', {
			...where,
			...(error instanceof NotYet ? { reason: error.awaited } : {}),
		});
}
