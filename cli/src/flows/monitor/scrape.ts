import { readMetrics, type Sample } from './metrics-text';

/** What was counted of one route since its process began. */
export interface RouteTotals {
	readonly requests: number;
	/** Answered by a failure of the service's own (5xx). */
	readonly failed: number;
	/** How many were answered within so many seconds, by that bound. */
	readonly within: ReadonlyMap<number, number>;
}

/** What a service told of itself at one moment; what it did not tell is null. */
export interface Scrape {
	/** Milliseconds. */
	readonly at: number;
	readonly memoryBytes: number | null;
	/** By method and route. */
	readonly routes: ReadonlyMap<string, RouteTotals>;
	/** Events of its own log. */
	readonly logPosition: number | null;
	/** How many events of each log it has read; its relay is a reader as well. */
	readonly cursors: ReadonlyMap<string, number>;
	/** How many events are set aside, all together. */
	readonly parked: number | null;
}

/** What whoever runs a process asks of it, as this command does, is nobody's work. */
const OPERATIONS = new Set(['/health', '/ready', '/metrics']);

export function scrapeOf(text: string, at: number): Scrape {
	const byName = Map.groupBy(readMetrics(text), ({ name }) => name);
	const named = (name: string): readonly Sample[] => byName.get(name) ?? [];
	const cursors = named('event_cursor_position');
	const parked = named('parked_events').reduce((sum, { value }) => sum + value, 0);
	return {
		at,
		memoryBytes: named('process_resident_memory_bytes')[0]?.value ?? null,
		routes: routesOf(named('http_requests_total'), named('http_request_duration_seconds_bucket')),
		logPosition: named('event_log_position')[0]?.value ?? null,
		cursors: new Map(cursors.map(({ labels, value }) => [labels.producer ?? '', value])),
		// Who does not tell its cursors does not tell either that nothing is parked.
		parked: cursors.length > 0 ? parked : null,
	};
}

function routesOf(requests: readonly Sample[], durations: readonly Sample[]): Map<string, RouteTotals> {
	const routeOf = ({ labels }: Sample) => `${labels.method} ${labels.route}`;
	const ofWork = ({ labels }: Sample) => !OPERATIONS.has(labels.route ?? '');
	const answeredIn = Map.groupBy(durations.filter(ofWork), routeOf);
	return new Map(
		[...Map.groupBy(requests.filter(ofWork), routeOf)].map(([route, samples]) => [
			route,
			{
				requests: sumOf(samples),
				failed: sumOf(samples.filter(({ labels }) => labels.status?.startsWith('5'))),
				within: new Map(
					(answeredIn.get(route) ?? []).map(({ labels, value }) => [
						labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le),
						value,
					]),
				),
			},
		]),
	);
}

const sumOf = (samples: readonly Sample[]): number => samples.reduce((sum, { value }) => sum + value, 0);
