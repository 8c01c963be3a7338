import { expect, test } from 'bun:test';
import { AskesConnectionError } from '@claims-askes/sdk';
import type { AskesEvent } from '@claims-askes/sdk/events';
import { isGrowing } from './alerts';
import { flowsOf } from './claim-flow';
import { type MonitorAction, type MonitorState, monitorReducer, UNWATCHED } from './monitor-state';
import { monitorView } from './monitor-view';
import { failingOf, type Reading } from './reading';
import { aScrapeText, refusal, type Told } from './testing';

const opened: MonitorAction = {
	type: 'opened',
	installation: 'here',
	services: ['claims-service', 'adjudication-service'],
};
const after = (...actions: MonitorAction[]): MonitorState =>
	[opened, ...actions].reduce(monitorReducer, UNWATCHED);
const viewAfter = (...actions: MonitorAction[]) => monitorView(after(...actions), new Date(60_000));
const serviceAfter = (name: string, ...actions: MonitorAction[]) =>
	viewAfter(...actions).services.find(({ service }) => service === name);
const scraped = (service: string, told: Told, at = 0): MonitorAction => ({
	type: 'scraped',
	service,
	reading: { kind: 'ok', value: aScrapeText(told) },
	at,
});
const checked = (reading: Reading<Record<string, string>>, service = 'claims-service'): MonitorAction => ({
	type: 'checked',
	service,
	reading,
});
const stood = (statuses: Record<string, number>, at: number): MonitorAction => ({
	type: 'read',
	subject: 'claims',
	reading: { kind: 'ok', value: statuses },
	at,
});

test.each([
	[{ kind: 'ok', value: { database: 'ok' } }, 'ready', null],
	[
		{ kind: 'ok', value: { database: 'unavailable', broker: 'not ready', process: 'ok' } },
		'not ready',
		'database unavailable, broker not ready',
	],
	[{ kind: 'silent' }, 'silent', null],
	[{ kind: 'away' }, 'away', null],
	[{ kind: 'failed', code: 'HTTP_502' }, 'failed', 'HTTP_502'],
] as const)('of what it says, %j, a service is %s', (reading, state, reason) => {
	expect(serviceAfter('claims-service', checked(reading))).toMatchObject({ state, reason });
});

test.each([
	['a connection that fails', new AskesConnectionError('claims-service'), { kind: 'away' }],
	['a scope that is missing', refusal(403, 'SCOPE_MISSING'), { kind: 'not allowed' }],
	['a token that ended', refusal(401, 'TOKEN_INVALID'), { kind: 'not signed in' }],
	['a client that is not known any more', refusal(400, 'INVALID_CLIENT'), { kind: 'not signed in' }],
	['a sign-in that ended', Object.assign(new Error(), { code: 'LOGIN_ENDED' }), { kind: 'not signed in' }],
	['a service that drains', refusal(503, 'SHUTTING_DOWN'), { kind: 'failed', code: 'SHUTTING_DOWN' }],
] as const)('%s is told as what it is', (_, error, reading) => {
	expect(failingOf(error)).toEqual(reading);
});

test('a service that was not heard yet is neither well nor unwell', () => {
	expect(viewAfter()).toMatchObject({
		alerts: [],
		services: [{ state: 'asked', requests_per_second: null }, {}],
	});
});

test('a reader is behind by what the log holds beyond its cursors, and never by less than nothing', () => {
	const claims = scraped('claims-service', {
		log: 1_000,
		cursors: { relay: 990, 'adjudication-service': 7 },
	});
	const adjudication = scraped('adjudication-service', {
		log: 5,
		cursors: { 'claims-service': 400, relay: 5 },
	});
	expect(serviceAfter('adjudication-service', claims, adjudication)).toMatchObject({
		behind: 600,
		readers: [
			{ log: 'claims-service', behind: 600 },
			{ log: 'relay', behind: 0 },
		],
	});
	expect(serviceAfter('claims-service', claims, adjudication)).toMatchObject({ behind: 0 });
	// Nothing is known of a log whose service does not tell.
	expect(serviceAfter('adjudication-service', adjudication)).toMatchObject({ behind: null });
});

test('after a silence there is no rate until two looks follow each other again', () => {
	const looks = (n: number) => ({ requests: { 'GET /a': [n, 0] as const } });
	const silent: MonitorAction = {
		type: 'scraped',
		service: 'claims-service',
		reading: { kind: 'silent' },
		at: 4_000,
	};
	const [first, second] = [scraped('claims-service', looks(10)), scraped('claims-service', looks(30), 2_000)];
	expect(serviceAfter('claims-service', first, second)?.requests_per_second).toBe(10);
	const again = [
		scraped('claims-service', looks(90), 6_000),
		scraped('claims-service', looks(96), 8_000),
	] as const;
	expect(serviceAfter('claims-service', first, second, silent, again[0])?.requests_per_second).toBeNull();
	expect(serviceAfter('claims-service', first, second, silent, ...again)?.requests_per_second).toBe(3);
});

test.each([
	['grows', [100, 400, 900, 1_500, 2_000, 2_600], true],
	['is large and shrinks', [9_000, 8_000, 7_000, 6_000, 5_000, 4_000], false],
	['goes up and down', [900, 100, 800, 200, 900, 600], false],
	['grows and is small', [1, 2, 3, 4, 5, 6], false],
	['was looked at too seldom', [100, 5_000], false],
] as const)('what a reader lacks and %s', (_, counts, growing) => {
	const trail = counts.map((behind, at) => ({ at, behind: { log: behind } }));
	expect(isGrowing(trail, 'log')).toBe(growing);
});

test('claims flow by what stands where: taken in, decided and paid per second', () => {
	const standings = [
		{ at: 0, statuses: { received: 10, pended: 0, paid: 100 } },
		{ at: 2_000, statuses: { received: 50, pended: 4, paid: 106 } },
		{ at: 4_000, statuses: { received: 90, pended: 0, paid: 100 } },
	];
	expect(flowsOf(standings)).toEqual([
		{ taken_in: 25, decided: 5, paid: 3 },
		{ taken_in: 15, decided: 0, paid: 0 },
	]);
});

test('what cannot be had any more stays as it was last known, and says why', () => {
	const gone: MonitorAction = { type: 'read', subject: 'claims', reading: { kind: 'away' }, at: 2_000 };
	const flowing = [stood({ paid: 2 }, 0), stood({ paid: 4 }, 1_000)];
	expect(viewAfter(...flowing).claims.per_second?.paid).toBe(2);
	expect(viewAfter(...flowing, gone).claims).toMatchObject({ statuses: { paid: 4 }, per_second: null });
	expect(viewAfter(stood({ paid: 2 }, 0), gone).claims).toMatchObject({
		state: 'away',
		statuses: { paid: 2 },
	});
	const forbidden: MonitorAction = {
		type: 'read',
		subject: 'payments',
		reading: { kind: 'not allowed' },
		at: 0,
	};
	expect(viewAfter(forbidden)).toMatchObject({
		alerts: [],
		payments: { state: 'not allowed', last_run: null },
	});
});

test('only the five reasons that hold most claims are told, in words', () => {
	const reasons = Array.from({ length: 7 }, (_, at) => ({ rule: `R${at}`, carc: '18', items: 10 - at }));
	const reading = { kind: 'ok', value: { items: 50, reasons, oldest: '2026-11-20T10:00:00.000Z' } } as const;
	const { review } = viewAfter({ type: 'read', subject: 'review', reading, at: 0 });
	expect(review.reasons).toHaveLength(5);
	expect(review.reasons[0]).toEqual({ rule: 'R0', carc: '18', items: 10, meaning: 'asked for before' });
});

const alertsAfter = (...actions: MonitorAction[]) =>
	viewAfter(...actions).alerts.map(({ message }) => message);

test('what needs somebody is told in a line each, the gravest first', () => {
	const parked = scraped('claims-service', {
		log: 1,
		cursors: { relay: 1 },
		parked: { 'payment-service': 2, relay: 1 },
	});
	const undelivered = {
		failed: 100,
		has_more: true,
		newest: { channel: 'webhook', error_code: null, created_at: '' },
	};
	expect(
		alertsAfter(
			{ type: 'read', subject: 'notifications', reading: { kind: 'ok', value: undelivered }, at: 0 },
			parked,
			checked({ kind: 'away' }),
		),
	).toEqual([
		'claims-service: not there',
		'claims-service has 3 events set aside: askes events parked',
		'100 or more notifications were not delivered, the last by webhook: askes notifications list --status failed',
	]);
});

test('what befalls many services is one line', () => {
	const services = ['a-service', 'b-service', 'c-service'];
	const away = services.map((service) => checked({ kind: 'away' }, service));
	expect(alertsAfter({ type: 'opened', installation: 'here', services }, ...away)).toEqual([
		'3 services (a-service, b-service, …): not there',
	]);
});

test('a sign-in that is not believed is told with what to do', () => {
	const reading = { kind: 'not signed in' } as const;
	expect(alertsAfter({ type: 'read', subject: 'claims', reading, at: 0 })).toEqual([
		'the sign-in is not believed any more: askes login',
	]);
});

const heard = (event_type: string, data: object): MonitorAction => ({
	type: 'heard',
	event: { event_id: Bun.randomUUIDv7(), event_type, data } as AskesEvent,
});

test('a fund that runs low or short is warned of until money is put in', () => {
	const low = heard('fund.alerted', { policy_id: 'p1', percent: 90 });
	const short = heard('fund.short', { policy_id: 'p2' });
	const credited = heard('policy.fund.credited', { policy_id: 'p2' });
	expect(alertsAfter(low, short)).toEqual([
		'claims wait for ASO money of policy p2',
		'90 % of a fund of policy p1 is used',
	]);
	expect(alertsAfter(low, short, credited)).toEqual(['90 % of a fund of policy p1 is used']);
});

test('an event that comes twice is told once', () => {
	const event = heard('fund.short', { policy_id: 'p2' });
	expect(after(event, event).heard).toHaveLength(1);
});
