import type { ServiceName } from '@claims-askes/contracts/services';
import type { FeedEvent } from './feed.schemas';
import type { OutboxEntry } from './new-event';

/** What a process keeps in mind; about a kilobyte each. */
const AT_MOST = 8_000;

/** An event that was recorded, and where in the log it stands. */
export interface Recorded extends OutboxEntry {
	readonly timestamp: string;
	readonly position: number;
}

/**
 * What this process has recorded lately, so that its relay and its readers need not be told by the database. It holds
 * nothing that is not committed, and a part of the log without a gap or nothing: what it does not know stands in the log.
 */
export class RecentEvents {
	readonly #service: ServiceName;
	readonly #runs = new Map<number, FeedEvent[]>();
	#logId: string | null = null;
	#count = 0;

	constructor(service: ServiceName) {
		this.#service = service;
	}

	/** Only after their transaction has been committed. */
	keep(recorded: readonly Recorded[]): void {
		for (const { event_id, event_type, key, data, metadata, timestamp, partition, position } of recorded) {
			const event = { event_id, event_type, timestamp, service: this.#service, data, metadata } as Omit<
				FeedEvent,
				'partition' | 'position' | 'key'
			>;
			this.#append({ ...event, partition, position, key });
		}
		if (this.#count > AT_MOST) this.#forgetOlderHalf();
	}

	#append(event: FeedEvent): void {
		const run = this.#runs.get(event.partition);
		if (run?.at(-1)?.position === event.position - 1) run.push(event);
		else {
			// Somebody else has recorded in between, or two of our transactions ended in another order.
			this.#count -= run?.length ?? 0;
			this.#runs.set(event.partition, [event]);
		}
		this.#count++;
	}

	#forgetOlderHalf(): void {
		this.#count = 0;
		for (const [partition, run] of this.#runs) {
			const newer = run.slice(run.length >> 1);
			this.#runs.set(partition, newer);
			this.#count += newer.length;
		}
	}

	/** What stands in a partition behind one position up to another; null where not all of it is known. */
	between(log_id: string, partition: number, after: number, upto: number): readonly FeedEvent[] | null {
		// A database that was restored gives its log a new identity, and other events the same places.
		if (this.#logId !== log_id && this.#logId !== null) this.#forget();
		this.#logId = log_id;
		const run = this.#runs.get(partition);
		const first = run?.[0]?.position;
		if (!run || first === undefined || after + 1 < first || upto >= first + run.length) return null;
		return run.slice(after + 1 - first, upto + 1 - first);
	}

	#forget(): void {
		this.#runs.clear();
		this.#count = 0;
	}
}
