import type { Queryable } from '../db/connect';
import type { Metrics } from '../observability/metrics';

/** Whoever asks for metrics at the same time, as several screens do, is told of one look. */
const LOOK_EVERY_MS = 1_000;
/** Metrics that cannot be had at once are left out, so that those of the process itself are told all the same. */
const PATIENCE_MS = 1_000;
/** Where as much is parked nobody needs the exact number. */
const COUNTED_AT_MOST = 10_000;

/** How far a log reaches, how far others' logs have been read, and how much waits apart. */
interface Standing {
	readonly what: 'log' | 'cursor' | 'parked';
	/** The service whose log it is; null where it is this one's own. */
	readonly producer: string | null;
	readonly events: number;
}

/**
 * How far consumers are behind, for whoever scrapes: positions are gapless, so what a producer's log holds beyond a
 * reader's cursors is what the reader has not seen yet. It is read from the database, and so the same from each replica;
 * it costs some hundred rows, however long the logs.
 */
export function createLogMetrics(metrics: Metrics, sql: Queryable): void {
	let looking: Promise<readonly Standing[]> | null = null;
	let lookedAt = Number.NEGATIVE_INFINITY;
	const look = (): Promise<readonly Standing[]> => {
		if (looking === null || performance.now() - lookedAt >= LOOK_EVERY_MS) {
			lookedAt = performance.now();
			looking = inTime(readStandings(sql));
		}
		return looking;
	};
	const told = async (what: Standing['what']) => (await look()).filter((standing) => standing.what === what);

	metrics.gauge('event_log_position', 'Events that this service has recorded', [], async (gauge) => {
		gauge.remove();
		for (const { events } of await told('log')) gauge.set(events);
	});
	metrics.gauge(
		...(['event_cursor_position', 'Events of a log that were read', ['producer']] as const),
		async (gauge) => {
			gauge.reset();
			for (const { producer, events } of await told('cursor'))
				gauge.set({ producer: producer ?? '' }, events);
		},
	);
	metrics.gauge(
		...(['parked_events', 'Events set aside, and those that wait behind them', ['producer']] as const),
		async (gauge) => {
			gauge.reset();
			for (const { producer, events } of await told('parked'))
				gauge.set({ producer: producer ?? '' }, events);
		},
	);
}

const readStandings = (sql: Queryable) => sql<Standing[]>`
	select 'log' as what, null as producer, sum(position)::float8 as events from outbox_heads
	union all
	select 'cursor', producer, sum(position)::float8 from event_cursors group by producer
	union all
	select 'parked', producer, count(*)::float8
	from (select producer from parked_events limit ${COUNTED_AT_MOST}) as parked group by producer`;

/** Nothing, where there is no answer in time. */
function inTime(answer: Promise<readonly Standing[]>): Promise<readonly Standing[]> {
	const late = Promise.withResolvers<readonly Standing[]>();
	const timer = setTimeout(() => late.resolve([]), PATIENCE_MS);
	return Promise.race([answer.catch(() => []), late.promise]).finally(() => clearTimeout(timer));
}
