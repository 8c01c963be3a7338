import type { EventName } from '@claims-askes/contracts/events';
import type { ServiceName } from '@claims-askes/contracts/services';
import type { Sql } from '../db/connect';
import { errorFields, type Logger } from '../observability/logger';
import { NotYet } from '../outage';
import { movesBetween } from './batch';
import { Bell } from './bell';
import { type ConsumerMetrics, NO_METRICS } from './consumer-metrics';
import { type Cursor, formatCursor, parseCursor } from './cursor';
import { loadCursor, openCursor } from './cursors';
import type { FeedRequest } from './feed';
import type { FeedPage } from './feed.schemas';
import { FeedGone, FeedReset } from './feed-problems';
import type { AnyHandler, Subscription } from './handlers';
import type { ReplayView } from './parked.schemas';
import { dueKeys } from './parking';
import { createPartitionLocks, type PartitionLocks } from './partition-locks';
import { replayKey } from './replay';
import { codeOf } from './setback';
import { carryOut, Overtaken, type SliceWorker } from './slices';

export type FetchPage = (request: FeedRequest) => Promise<FeedPage>;

export interface ConsumerOptions {
	/** The service that consumes: what its handlers record is said in its name. */
	readonly service: ServiceName;
	/** Whose log is read; the cursor's name. */
	readonly producer: string;
	readonly fetchPage: FetchPage;
	readonly sql: Sql;
	readonly handlers: readonly Subscription[];
	readonly log: Logger;
	readonly metrics?: ConsumerMetrics;
	/** Shared by all consumers of a process, to spare connections; by default it has its own. */
	readonly locks?: PartitionLocks;
	/** How long to sleep, at most, between looks at the log; and where other replicas hear the bell instead. */
	readonly pollMs?: number;
	readonly pollMsAmongReplicas?: number;
	readonly batchSize?: number;
	/** Told after each transaction: events may have been recorded, and the relay can be woken. */
	readonly afterCommit?: () => void;
}

export interface Consumer {
	readonly producer: string;
	/** Set when reading had to be given up for good: the log was replaced, or no longer reaches back far enough. */
	readonly stoppedBy: FeedGone | FeedReset | null;
	/** Something may be new: look at once. */
	wake(): void;
	/** Resolves when all that was in the log at the time of the call has been handled here. */
	idle(): Promise<void>;
	/** Applies a parked key's queue again, in order. */
	replay(key: string): Promise<ReplayView>;
	/** Ends after the batch in hand. */
	stop(): Promise<void>;
}

/** How often a batch is tried whole before the event that waits for another is set aside. */
const PATIENCE = 4;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Reads a log after a durable cursor and writes the effects of its events, each exactly once, in the order of each key.
 * Whatever goes wrong around it, it waits and goes on; only a log that was replaced or cut off stops it.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
	const { producer, fetchPage, sql, log, pollMs = 5_000, batchSize = 500, metrics = NO_METRICS } = options;
	const handlers = new Map<string, AnyHandler>(options.handlers.map(({ type, handler }) => [type, handler]));
	const types = [...handlers.keys()] as EventName[];
	const stopping = new AbortController();
	const worker: SliceWorker = {
		service: options.service,
		producer,
		sql,
		log,
		metrics,
		handlerOf: (event) => handlers.get(event.event_type),
		afterCommit: options.afterCommit ?? (() => {}),
		signal: stopping.signal,
	};
	const ownLocks = options.locks ? null : createPartitionLocks(sql);
	const share = (options.locks ?? (ownLocks as PartitionLocks)).shareOf(producer);
	const bell = new Bell();
	const stopBell = new Bell();
	let stoppedBy: FeedGone | FeedReset | null = null;
	let failures = 0;
	let askers: PromiseWithResolvers<void>[] = [];

	/** One look at the log; true where there was more than fitted. */
	async function pass(): Promise<boolean> {
		const partitions = await share.held();
		if (partitions.length === 0) return false;
		for (const key of await dueKeys(sql, producer, partitions)) await replayKey(worker, key);
		const cursor = (await loadCursor(sql, producer, partitions)) ?? (await beginReading(partitions));
		const page = await fetchPage({ after: formatCursor(cursor), limit: batchSize, types });
		if (page.log_id !== cursor.log_id) throw new FeedReset();
		const moves = movesBetween(cursor.positions, parseCursor(page.next).positions);
		const events = page.events.filter((event) => handlers.has(event.event_type));
		if (moves.length > 0) await carryOut(worker, cursor.log_id, { events, moves }, failures < PATIENCE);
		return !page.caught_up;
	}

	async function beginReading(partitions: readonly number[]): Promise<Cursor> {
		const start = await fetchPage({ after: 'earliest', limit: 0, types });
		await openCursor(sql, producer, parseCursor(start.next));
		const cursor = await loadCursor(sql, producer, partitions);
		if (!cursor) throw new Error(`the log of ${producer} does not have all partitions`);
		return cursor;
	}

	async function run(): Promise<void> {
		while (!stopping.signal.aborted && !stoppedBy) {
			bell.answer();
			const asking = askers;
			askers = [];
			try {
				const hasMore = await pass();
				recovered();
				if (hasMore) askers.unshift(...asking);
				else {
					for (const asker of asking) asker.resolve();
					await bell.wait(share.replicas > 1 ? (options.pollMsAmongReplicas ?? pollMs) : pollMs);
				}
			} catch (error) {
				askers.unshift(...asking);
				if (error instanceof FeedReset || error instanceof FeedGone) giveUp(error);
				else if (!(error instanceof Overtaken)) await pause(error);
			}
		}
		await share.release().catch(() => {});
		await ownLocks?.close();
	}

	function recovered(): void {
		if (failures > 0) log.info('reading events again', { producer, attempt: failures });
		failures = 0;
	}

	/** An outage is never the event's fault: wait, with jitter so that replicas do not come back in step, and try again. */
	async function pause(error: unknown): Promise<void> {
		if (failures++ === 0) {
			metrics.waited(producer);
			const isExpected = error instanceof NotYet;
			log[isExpected ? 'debug' : 'warn']('reading events has to wait', {
				...errorFields(error),
				producer,
				code: codeOf(error),
			});
		}
		const longest = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
		await stopBell.wait(longest * (0.5 + Math.random() / 2));
	}

	function giveUp(error: FeedGone | FeedReset): void {
		stoppedBy = error;
		log.error('reading events was given up', { producer, code: error.problem.code });
	}

	const running = run().finally(() => {
		for (const asker of askers)
			asker.reject(stoppedBy ?? new Error(`the consumer of ${producer} was stopped`));
		askers = [];
	});

	return {
		producer,
		get stoppedBy() {
			return stoppedBy;
		},
		wake: () => bell.ring(),
		idle() {
			if (stoppedBy) return Promise.reject(stoppedBy);
			const asker = Promise.withResolvers<void>();
			askers.push(asker);
			bell.ring();
			return asker.promise;
		},
		replay: (key) => replayKey(worker, key),
		async stop() {
			stopping.abort();
			bell.ring();
			stopBell.ring();
			await running;
		},
	};
}
