import type { ServiceName } from '@claims-askes/contracts/services';
import type { Sql } from '../db/connect';
import { errorFields, type Logger } from '../observability/logger';
import { NotYet } from '../outage';
import { groupInOrder, halve, type Slice } from './batch';
import type { ConsumerMetrics } from './consumer-metrics';
import { moveCursors } from './cursors';
import { applyGroups, gatherFacts } from './effects';
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
}

/**
 * Carries out a slice: effects and cursors in one transaction. An event that fails by itself is found by halving the
 * slice and parked; all others take effect. Throws on an outage, and when overtaken.
 */
export async function carryOut(
	worker: SliceWorker,
	log_id: string,
	slice: Slice,
	waitForOthers: boolean,
): Promise<void> {
	try {
		await inOneTransaction(worker, log_id, slice);
	} catch (error) {
		if (error instanceof Overtaken || isSurroundings(error) || slice.events.length === 0) throw error;
		if (error instanceof NotYet && waitForOthers) throw error;
		const [only, ...others] = slice.events;
		if (only && others.length === 0) return parkOnly(worker, log_id, { ...slice, event: only }, error);
		for (const half of halve(slice)) await carryOut(worker, log_id, half, waitForOthers);
	}
}

async function inOneTransaction(
	worker: SliceWorker,
	log_id: string,
	{ events, moves }: Slice,
): Promise<void> {
	const { sql, producer, service } = worker;
	const keys = new Set(events.map((event) => event.key));
	const parked = await parkedKeys(sql, producer, keys);
	const groups = groupInOrder(
		events.filter((event) => !parked.has(event.key)),
		worker.handlerOf,
	);
	const queued = events.filter((event) => parked.has(event.key));
	const facts = await gatherFacts(groups, worker.signal);
	const recorded = await sql.begin(async (tx) => {
		const [hasMoved, parkedNow] = await Promise.all([
			moveCursors(tx, producer, log_id, moves),
			parkedKeys(tx, producer, keys),
		]);
		if (!hasMoved || parkedNow.symmetricDifference(parked).size > 0) throw new Overtaken();
		await park(tx, producer, queued);
		return applyGroups(tx, service, groups, facts, worker.signal);
	});
	worker.afterCommit(recorded);
	worker.metrics.applied(producer, events.length - queued.length);
}

async function parkOnly(
	{ sql, producer, log, metrics }: SliceWorker,
	log_id: string,
	{ event, moves }: Slice & { event: FeedEvent },
	error: unknown,
): Promise<void> {
	const setback = setbackOf(error, 0);
	await sql.begin(async (tx) => {
		if (!(await moveCursors(tx, producer, log_id, moves))) throw new Overtaken();
		await park(tx, producer, [event], setback);
	});
	metrics.parked(producer, setback.code);
	const { event_id, event_type, partition, position } = event;
	const where = { producer, event_id, event_type, partition, position, code: setback.code };
	if (setback.retryInMs === null) log.error('event parked', { ...errorFields(error), ...where });
	else log.info('event waits for another', where);
}
