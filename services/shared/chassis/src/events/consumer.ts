import type { EventName } from '@claims-askes/contracts/events';
import type { ServiceName } from '@claims-askes/contracts/services';
import type { Sql } from '../db/connect';
import type { Logger } from '../observability/logger';
import type { Span, Tracing } from '../observability/tracing';
import { movesBetween, type Slice } from './batch';
import { Bell } from './bell';
import { type ConsumerMetrics, NO_METRICS } from './consumer-metrics';
import { type Cursor, formatCursor, parseCursor } from './cursor';
import { loadCursor, openCursor } from './cursors';
import type { FeedRequest } from './feed';
import type { FeedPage } from './feed.schemas';
import { FeedGone, FeedReset } from './feed-problems';
import type { Subscription } from './handlers';
import { OutageStreak } from './outage-streak';
import type { ReplayView } from './parked.schemas';
import { keysToRetry } from './parking';
import { createPartitionLocks, type PartitionLocks, type PartitionShare } from './partition-locks';
import type { Recorded } from './recent-events';
import { replayKey } from './replay';
import { carryOut, dropPrepared, Overtaken, type Prepared, prepare, type SliceWorker } from './slices';

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
	readonly tracing?: Tracing | null;
	/** The partitions to read; by default its fair part of all, held by a connection of its own. */
	readonly share?: PartitionShare;
	/** How long to sleep, at most, between looks at the log; and where other replicas hear the bell instead. */
	readonly pollMs?: number;
	readonly pollMsAmongReplicas?: number;
	readonly batchSize?: number;
	/** Told after each transaction what it has recorded, so that the relay can be woken. */
	readonly afterCommit?: (recorded: readonly Recorded[]) => void;
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

/**
 * Reads a log after a durable cursor and writes the effects of its events, each exactly once, in the order of each key.
 * Whatever goes wrong around it, it waits and goes on; only a log that was replaced or cut off stops it.
 */
export const startConsumer = (options: ConsumerOptions): Consumer => new LogReader(options);

const POLL_MS = 5_000;
const BATCH_SIZE = 500;
/** How often a batch is tried whole before an event that waits for another is set aside. */
const PATIENCE = 4;
/** Of the traces that a batch serves. */
const MOST_LINKS = 100;

/** A page that was read, as the slice that it is carried out as. */
interface Reading {
	readonly log_id: string;
	readonly slice: Slice;
	readonly page: FeedPage;
}

/** A reading that was made before its time, for the partitions held then. */
interface Ahead {
	readonly partitions: readonly number[];
	readonly reading: Reading;
	readonly prepared: Prepared;
}

const NOTHING_AHEAD: Promise<null> = Promise.resolve(null);

class LogReader implements Consumer {
	readonly producer: string;
	stoppedBy: FeedGone | FeedReset | null = null;
	readonly #options: ConsumerOptions;
	readonly #types: readonly EventName[];
	readonly #worker: SliceWorker;
	readonly #share: PartitionShare;
	readonly #ownLocks: PartitionLocks | null;
	readonly #bell = new Bell();
	readonly #streak: OutageStreak;
	readonly #stopping = new AbortController();
	readonly #running: Promise<void>;
	#idlers: PromiseWithResolvers<void>[] = [];
	#ahead: Promise<Ahead | null> = NOTHING_AHEAD;
	/** Where the cursors stand by what was just carried out: the next look need not ask. */
	#reached: Cursor | null = null;

	constructor(options: ConsumerOptions) {
		const { producer, service, sql, log, metrics = NO_METRICS, afterCommit = () => {} } = options;
		const handlers = new Map(options.handlers.map(({ type, handler }) => [type, handler]));
		this.producer = producer;
		this.#options = options;
		this.#types = [...handlers.keys()];
		const handlerOf: SliceWorker['handlerOf'] = ({ event_type }) => handlers.get(event_type);
		const { signal } = this.#stopping;
		this.#worker = {
			service,
			producer,
			sql,
			log,
			metrics,
			handlerOf,
			afterCommit,
			signal,
			mayHaveQueues: true,
		};
		if (options.share) {
			this.#ownLocks = null;
			this.#share = options.share;
		} else {
			this.#ownLocks = createPartitionLocks(sql);
			this.#share = this.#ownLocks.shareOf(producer);
		}
		this.#streak = new OutageStreak(producer, log);
		this.#running = this.#run();
	}

	wake(): void {
		this.#bell.ring();
	}

	idle(): Promise<void> {
		if (this.#stopping.signal.aborted || this.stoppedBy) return Promise.reject(this.#reason());
		const idler = Promise.withResolvers<void>();
		this.#idlers.push(idler);
		this.wake();
		return idler.promise;
	}

	replay(key: string): Promise<ReplayView> {
		return replayKey(this.#worker, key);
	}

	async stop(): Promise<void> {
		this.#stopping.abort();
		this.#streak.stopPausing();
		this.wake();
		await this.#running;
	}

	async #run(): Promise<void> {
		while (!this.#stopping.signal.aborted && !this.stoppedBy) await this.#lookAndRest();
		await this.#dropAhead();
		for (const idler of this.#idlers) idler.reject(this.#reason());
		await this.#share.release().catch(() => {});
		await this.#ownLocks?.close();
	}

	async #lookAndRest(): Promise<void> {
		this.#bell.answer();
		const idlers = this.#idlers.splice(0);
		try {
			const restMs = await this.#look();
			this.#streak.over();
			if (restMs > 0) for (const idler of idlers.splice(0)) idler.resolve();
			this.#idlers.unshift(...idlers);
			await this.#bell.wait(restMs);
		} catch (error) {
			this.#idlers.unshift(...idlers);
			if (error instanceof FeedReset || error instanceof FeedGone) this.#giveUp(error);
			else if (!(error instanceof Overtaken)) await this.#waitOut(error);
		}
	}

	/** One look at the log: how long to rest after it, which is not at all where there was more than fitted. */
	async #look(): Promise<number> {
		const partitions = await this.#share.held();
		if (partitions.length === 0) return this.#restMs();
		const ahead = await this.#takeAhead(partitions);
		const { log_id, slice, page } = ahead?.reading ?? (await this.#read(partitions));
		await this.#carryOut(log_id, slice, ahead?.prepared, () => {
			if (!page.caught_up) this.#ahead = this.#lookAhead(partitions, page.next);
		});
		// While there is news a retry is asked for only where something waits; when there is none, in any case.
		const hasNews = slice.moves.length > 0;
		if (hasNews) this.#reached = parseCursor(page.next);
		const nextRetryMs =
			hasNews && !this.#worker.mayHaveQueues
				? Number.POSITIVE_INFINITY
				: await this.#retryWaiting(partitions);
		// What was read ahead was the end of the log then, and need not be now.
		return page.caught_up && !ahead ? Math.min(this.#restMs(), nextRetryMs) : 0;
	}

	async #read(partitions: readonly number[]): Promise<Reading> {
		const { sql } = this.#options;
		const reached = this.#reached;
		this.#reached = null;
		const isOurs =
			reached?.positions.size === partitions.length && partitions.every((at) => reached.positions.has(at));
		const stored = async () =>
			(await loadCursor(sql, this.producer, partitions)) ?? (await this.#begin(partitions));
		if (!isOurs) return this.#readAfter(await stored());
		return this.#readAfter(reached).catch(async (error) => {
			// A log that was given a new identity under way may have taken its cursors along.
			if (error instanceof FeedReset || error instanceof FeedGone) return this.#readAfter(await stored());
			throw error;
		});
	}

	async #readAfter(cursor: Cursor): Promise<Reading> {
		const { fetchPage, batchSize = BATCH_SIZE } = this.#options;
		const page = await fetchPage({ after: formatCursor(cursor), limit: batchSize, types: this.#types });
		if (page.log_id !== cursor.log_id) throw new FeedReset();
		const moves = movesBetween(cursor.positions, parseCursor(page.next).positions);
		const events = page.events.filter((event) => this.#worker.handlerOf(event));
		return { log_id: cursor.log_id, slice: { events, moves }, page };
	}

	async #carryOut(log_id: string, slice: Slice, prepared: Prepared | undefined, onBegin: () => void) {
		if (slice.moves.length === 0) return;
		const waitForOthers = this.#streak.length < PATIENCE;
		const span = this.#traced(slice);
		try {
			await carryOut(this.#worker, log_id, slice, { waitForOthers, prepared, onBegin });
			span?.end({});
		} catch (error) {
			span?.end({ hasFailed: true });
			// What was read ahead follows on a slice that has not taken place.
			this.#reached = null;
			await this.#dropAhead();
			throw error;
		}
	}

	/** A batch serves the traces of its events, and belongs to none of them. */
	#traced({ events }: Slice): Span | null {
		const { tracing, producer } = this.#options;
		if (!tracing || events.length === 0) return null;
		const traces = new Set(events.flatMap(({ metadata }) => metadata.traceparent ?? []));
		return tracing.start('consumer', `events of ${producer}`, {
			links: [...traces].slice(0, MOST_LINKS),
			attributes: { 'messaging.batch.message_count': events.length },
		});
	}

	/**
	 * Reads and prepares the next slice while the one before it is in its transaction, so that the database and we work at the
	 * same time. Where anything fails there is nothing ahead: it is read again when it is due, and fails then if it must.
	 */
	async #lookAhead(partitions: readonly number[], after: string): Promise<Ahead | null> {
		try {
			const reading = await this.#readAfter(parseCursor(after));
			return { partitions, reading, prepared: await prepare(this.#worker, reading.slice) };
		} catch {
			return null;
		}
	}

	/** What was prepared ahead, if it is of the partitions that are ours now. */
	async #takeAhead(partitions: readonly number[]): Promise<Ahead | null> {
		const ahead = await this.#ahead;
		this.#ahead = NOTHING_AHEAD;
		const isOurs =
			ahead?.partitions.length === partitions.length &&
			ahead.partitions.every((at) => partitions.includes(at));
		if (isOurs) return ahead;
		if (ahead) await dropPrepared(ahead.prepared);
		return null;
	}

	async #dropAhead(): Promise<void> {
		const ahead = await this.#ahead;
		this.#ahead = NOTHING_AHEAD;
		if (ahead) await dropPrepared(ahead.prepared);
	}

	async #begin(partitions: readonly number[]): Promise<Cursor> {
		const { fetchPage, sql } = this.#options;
		const start = await fetchPage({ after: 'earliest', limit: 0, types: this.#types });
		await openCursor(sql, this.producer, parseCursor(start.next));
		const cursor = await loadCursor(sql, this.producer, partitions);
		if (!cursor) throw new Error(`the log of ${this.producer} does not have all partitions`);
		return cursor;
	}

	/** Tries the keys again that wait for something and whose time has come; answers when the next one is due. */
	async #retryWaiting(partitions: readonly number[]): Promise<number> {
		const waiting = await keysToRetry(this.#options.sql, this.producer, partitions);
		const due = waiting.filter(({ inMs }) => inMs <= 0);
		for (const { key } of due) await this.replay(key);
		const [next] = due.length > 0 ? await keysToRetry(this.#options.sql, this.producer, partitions) : waiting;
		return Math.max(next?.inMs ?? Number.POSITIVE_INFINITY, 1);
	}

	#restMs(): number {
		const { pollMs = POLL_MS, pollMsAmongReplicas = pollMs } = this.#options;
		return this.#share.replicas > 1 ? pollMsAmongReplicas : pollMs;
	}

	/** An outage is never the event's fault. */
	#waitOut(error: unknown): Promise<void> {
		if (this.#streak.length === 0) this.#worker.metrics.waited(this.producer);
		return this.#streak.pause(error);
	}

	#reason(): Error {
		return this.stoppedBy ?? new Error(`the consumer of ${this.producer} was stopped`);
	}

	#giveUp(error: FeedGone | FeedReset): void {
		this.stoppedBy = error;
		this.#options.log.error('reading events was given up', {
			producer: this.producer,
			code: error.problem.code,
		});
	}
}
