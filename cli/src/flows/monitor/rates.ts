import type { RouteTotals, Scrape } from './scrape';

/** What went on between two scrapes. */
export interface Rates {
	readonly requestsPerSecond: number;
	/** The part of requests that the service failed at, from 0 to 1; null where there were none. */
	readonly failedShare: number | null;
	/** 95 of 100 requests were answered within so many milliseconds; null where there were none. */
	readonly p95Ms: number | null;
}

export interface RouteRates extends Rates {
	readonly route: string;
}

/** All routes together. Null where the two scrapes are of one moment. */
export const ratesBetween = (before: Scrape, now: Scrape): Rates | null => {
	const seconds = (now.at - before.at) / 1_000;
	return seconds > 0 ? ratesOf(sumOf(changesBetween(before, now).values()), seconds) : null;
};

/** Each route that was asked, the busiest first. */
export function routeRatesBetween(before: Scrape, now: Scrape): RouteRates[] {
	const seconds = (now.at - before.at) / 1_000;
	if (seconds <= 0) return [];
	return [...changesBetween(before, now)]
		.filter(([, { requests }]) => requests > 0)
		.map(([route, change]) => ({ route, ...ratesOf(change, seconds) }))
		.sort((a, b) => b.requestsPerSecond - a.requestsPerSecond);
}

const NOTHING: RouteTotals = { requests: 0, failed: 0, within: new Map() };

function changesBetween(before: Scrape, now: Scrape): Map<string, RouteTotals> {
	// A process that counts less than before has begun anew: all that it counts is new.
	const hasRestarted = [...before.routes].some(
		([route, { requests }]) => (now.routes.get(route)?.requests ?? 0) < requests,
	);
	return new Map(
		[...now.routes].map(([route, totals]) => {
			const known = (!hasRestarted && before.routes.get(route)) || NOTHING;
			return [
				route,
				{
					requests: totals.requests - known.requests,
					failed: totals.failed - known.failed,
					within: new Map(
						[...totals.within].map(([bound, count]) => [bound, count - (known.within.get(bound) ?? 0)]),
					),
				},
			];
		}),
	);
}

function sumOf(changes: Iterable<RouteTotals>): RouteTotals {
	const within = new Map<number, number>();
	let [requests, failed] = [0, 0];
	for (const change of changes) {
		requests += change.requests;
		failed += change.failed;
		for (const [bound, count] of change.within) within.set(bound, (within.get(bound) ?? 0) + count);
	}
	return { requests, failed, within };
}

const ratesOf = ({ requests, failed, within }: RouteTotals, seconds: number): Rates => ({
	requestsPerSecond: requests / seconds,
	failedShare: requests > 0 ? failed / requests : null,
	p95Ms: quantileMs(within, 0.95),
});

/** As Prometheus reckons it: evenly within the bucket in which it lies, and never beyond the last bound that is one. */
function quantileMs(within: ReadonlyMap<number, number>, quantile: number): number | null {
	const buckets = [...within].sort(([a], [b]) => a - b);
	const rank = (buckets.at(-1)?.[1] ?? 0) * quantile;
	if (rank === 0) return null;
	let [below, counted] = [0, 0];
	for (const [bound, count] of buckets) {
		if (count >= rank) {
			if (!Number.isFinite(bound)) return below * 1_000;
			return (below + (bound - below) * ((rank - counted) / (count - counted))) * 1_000;
		}
		[below, counted] = [bound, count];
	}
	return null;
}
