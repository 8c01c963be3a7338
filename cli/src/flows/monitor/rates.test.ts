import { expect, test } from 'bun:test';
import { readMetrics } from './metrics-text';
import { ratesBetween, routeRatesBetween } from './rates';
import { scrapeOf } from './scrape';
import { aScrapeText } from './testing';

const between = (before: Parameters<typeof aScrapeText>[0], now: Parameters<typeof aScrapeText>[0]) => {
	const [first, second] = [scrapeOf(aScrapeText(before), 0), scrapeOf(aScrapeText(now), 2_000)];
	return { all: ratesBetween(first, second), routes: routeRatesBetween(first, second) };
};

test('metrics are read with whatever stands in their labels', () => {
	const text = [
		'# HELP requests How many',
		'# TYPE requests counter',
		String.raw`requests{route="/a,b=\"c\"} d",text="x\\y\nz"} 3 1700000000000`,
		'up 1',
		'bucket{le="+Inf"} +Inf',
		'no sample',
		'',
	].join('\n');
	expect([...readMetrics(text)]).toEqual([
		{ name: 'requests', labels: { route: '/a,b="c"} d', text: 'x\\y\nz' }, value: 3 },
		{ name: 'up', labels: {}, value: 1 },
		{ name: 'bucket', labels: { le: '+Inf' }, value: Number.POSITIVE_INFINITY },
	]);
});

test.each([
	// 90 of 100 within 10 ms, all within 100 ms: the 95th stands in the middle of the second bucket.
	['evenly within a bucket', { 0.01: 90, 0.1: 100, '+Inf': 100 }, 55],
	['within the first bucket', { 0.01: 100, 0.1: 100, '+Inf': 100 }, 9.5],
	['beyond the last bound', { 0.01: 0, 0.1: 0, '+Inf': 100 }, 100],
])('the 95th percentile lies %s', (_, within, p95Ms) => {
	expect(between({}, { requests: { 'GET /a': [100, 0] }, within }).all?.p95Ms).toBeCloseTo(p95Ms);
});

test('requests and failures are those between two scrapes, per second', () => {
	const { all } = between(
		{ requests: { 'GET /a': [10, 1] } },
		{ requests: { 'GET /a': [30, 2], 'POST /b': [20, 3] } },
	);
	expect(all).toMatchObject({ requestsPerSecond: 20, failedShare: 0.1 });
});

test('a service that nobody asked has rates, and nothing to say of failures and time', () => {
	expect(between({ requests: { 'GET /a': [10, 1] } }, { requests: { 'GET /a': [10, 1] } }).all).toEqual({
		requestsPerSecond: 0,
		failedShare: null,
		p95Ms: null,
	});
});

test('what a restarted process counts is all new', () => {
	const { all } = between({ requests: { 'GET /a': [1_000, 5] } }, { requests: { 'GET /a': [8, 0] } });
	expect(all).toMatchObject({ requestsPerSecond: 4, failedShare: 0 });
});

test('what this command itself asks is no work of the service', () => {
	const asked = { 'GET /ready': [50, 0], 'GET /metrics': [50, 0], 'GET /a': [2, 0] } as const;
	const { all, routes } = between({}, { requests: asked });
	expect(all?.requestsPerSecond).toBe(1);
	expect(routes.map(({ route }) => route)).toEqual(['GET /a']);
});

test('routes are told busiest first', () => {
	const { routes } = between({}, { requests: { 'GET /a': [2, 0], 'GET /b': [6, 6] } });
	expect(routes).toMatchObject([
		{ route: 'GET /b', requestsPerSecond: 3, failedShare: 1 },
		{ route: 'GET /a', requestsPerSecond: 1, failedShare: 0 },
	]);
});

test('two scrapes of one moment say nothing', () => {
	const scrape = scrapeOf(aScrapeText({}), 5);
	expect([ratesBetween(scrape, scrape), routeRatesBetween(scrape, scrape)]).toEqual([null, []]);
});

test('what a service does not tell is not taken for none', () => {
	expect(scrapeOf('', 0)).toMatchObject({ memoryBytes: null, logPosition: null, parked: null });
	expect(scrapeOf(aScrapeText({ log: 4, cursors: { relay: 4 } }), 0).parked).toBe(0);
});
