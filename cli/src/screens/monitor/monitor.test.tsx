import { afterEach, expect, test } from 'bun:test';
import type { AskesEvent } from '@claims-askes/sdk/events';
import { cleanup } from 'ink-testing-library';
import { type MonitorAction, UNWATCHED } from '../../flows/monitor/monitor-state';
import { monitorView } from '../../flows/monitor/monitor-view';
import { aScrapeText, type Told } from '../../flows/monitor/testing';
import { openScreen } from '../testing';
import { headerFor, lineOf } from './columns';
import { asCount, asMemory, asRate, asShare, asTime, sparkline } from './in-figures';
import { Monitor } from './monitor';
import { FIRST, screenReducer } from './screen-state';

afterEach(cleanup);
const ENTER = '\r';
const ESCAPE = '\x1b';

const opened: MonitorAction = {
	type: 'opened',
	installation: 'here',
	services: ['claims-service', 'adjudication-service'],
};
const ready = (service: string): MonitorAction => ({
	type: 'checked',
	service,
	reading: { kind: 'ok', value: { database: 'ok', broker: 'ok' } },
});
const scraped = (service: string, told: Told, at = 0): MonitorAction => ({
	type: 'scraped',
	service,
	reading: { kind: 'ok', value: aScrapeText(told) },
	at,
});
const well = [opened, ready('claims-service'), ready('adjudication-service')];

function open(...actions: MonitorAction[]) {
	const paused: boolean[] = [];
	let tell = (_: MonitorAction) => {};
	const start = (told: typeof tell) => {
		tell = told;
		for (const action of actions) told(action);
		return { pause: (isPaused: boolean) => void paused.push(isPaused), close: async () => {} };
	};
	return { ...openScreen(<Monitor start={start} />), paused, tell: (action: MonitorAction) => tell(action) };
}

test('each service is a line with its load and how far it is behind', async () => {
	const told: Told = { memory: 100 * 1_048_576, log: 50, cursors: { relay: 50 } };
	const { until } = open(
		...well,
		scraped('claims-service', { ...told, requests: { 'GET /a': [0, 0] } }),
		scraped('claims-service', { ...told, requests: { 'GET /a': [250, 5] } }, 2_000),
		scraped('adjudication-service', { log: 0, cursors: { 'claims-service': 20 } }),
	);
	const frame = await until('adjudication');
	expect(frame).toContain('here  2 of 2 ready');
	expect(frame).toMatch(/▸ claims +ready +125 +2 % .* 100 MB/);
	expect(frame).toMatch(/adjudication +ready .* 30 +0/);
});

test('what is wrong is said above all pages', async () => {
	const { until, press } = open(...well, {
		type: 'checked',
		service: 'claims-service',
		reading: { kind: 'silent' },
	});
	expect(await until('✖ claims-service: no answer in time')).toMatch(/▸ claims +NO ANSWER/);
	expect(await press('\t', '[claims]')).toContain('✖ claims-service: no answer in time');
});

test('nothing that needs anybody is said too, once all is known', async () => {
	const { until, tell } = open(...well);
	expect(await until('2 of 2 ready')).not.toContain('nothing needs you');
	tell({ type: 'read', subject: 'claims', reading: { kind: 'ok', value: {} }, at: 0 });
	await until('✔ nothing needs you');
});

test('an installation that is not there is said so, and looked for again', async () => {
	const { until, tell } = open({
		type: 'troubled',
		trouble: { code: 'NO_STACK', message: 'no local stack runs' },
	});
	await until('✖ no local stack runs; trying again');
	for (const action of well) tell(action);
	await until('here  2 of 2 ready');
});

test('a service is looked at with its parts, whose events it reads, and its routes', async () => {
	const told: Told = { log: 5, cursors: { 'claims-service': 20 } };
	const { until, press } = open(
		...well,
		scraped('claims-service', { log: 50, cursors: { relay: 50 } }),
		scraped('adjudication-service', told),
		scraped('adjudication-service', { ...told, requests: { 'GET /api/v1/decisions/:id': [8, 0] } }, 2_000),
	);
	await until('adjudication');
	await press('j', '▸ adjudication');
	const frame = await press(ENTER, 'adjudication-service: ready');
	expect(frame).toContain('database ok · broker ok');
	expect(frame).toContain('of claims-service, not yet read 30');
	expect(frame).toMatch(/4\.00 +0 % +– +GET \/api\/v1\/decisions\/:id/);
	await press(ESCAPE, 'enter look');
});

test('the way of the claims: how many come, where they stand, what holds them up, and what was paid', async () => {
	const { until, press } = open(
		...well,
		{ type: 'read', subject: 'claims', reading: { kind: 'ok', value: { received: 10, paid: 5 } }, at: 0 },
		{
			type: 'read',
			subject: 'claims',
			reading: { kind: 'ok', value: { received: 2_010, paid: 5 } },
			at: 2_000,
		},
		{
			type: 'read',
			subject: 'review',
			reading: {
				kind: 'ok',
				value: {
					items: 7,
					reasons: [{ rule: 'R31', carc: '133', items: 7 }],
					oldest: new Date(Date.now() - 3 * 86_400_000).toISOString(),
				},
			},
			at: 0,
		},
		{ type: 'read', subject: 'payments', reading: { kind: 'not allowed' }, at: 0 },
	);
	await until('2 of 2 ready');
	const frame = await press('\t', '[claims]');
	expect(frame).toMatch(/taken in +1,000\/s +█/);
	expect(frame).toMatch(/received +2,010/);
	expect(frame).toContain('held for a person: 7, the longest for 3 d');
	expect(frame).toMatch(/7 +R31 waits for a person/);
	expect(frame).toContain('payment runs: not allowed for you');
	expect(frame).toContain('notifications: …');
});

test('what happens is listed, newest first', async () => {
	const event = (nth: number): MonitorAction => ({
		type: 'heard',
		event: {
			...{ event_id: String(nth), event_type: 'fund.short', timestamp: `2026-11-28T10:00:0${nth}.000Z` },
			data: { policy_id: 'p', nth },
		} as unknown as AskesEvent,
	});
	const { until, press } = open(...well, { type: 'broker', state: 'connected' }, event(1), event(2));
	await until('2 of 2 ready');
	await press('\x1b[D', '[events]');
	expect(await until('nth=2')).toMatch(/nth=2.*nth=1/s);
});

test('p pauses and goes on, ? tells the keys', async () => {
	const { until, press, paused } = open(...well);
	await until('2 of 2 ready');
	await press('p', 'PAUSED');
	await press('p', 'p pause');
	expect(paused).toEqual([false, true, false]);
	expect(await press('?', 'q, Ctrl-C')).toContain('events set aside');
	await press('q', 'enter look');
});

test('pages follow each other in a ring, and a page begins at its top', () => {
	const turned = screenReducer({ ...FIRST, cursor: 3 }, { type: 'turned', by: -1 });
	expect([turned.page, turned.cursor]).toEqual(['events', 0]);
	expect(screenReducer(turned, { type: 'turned', by: 1 }).page).toBe('services');
	expect(screenReducer(FIRST, { type: 'moved', by: -1, rows: 13 }).cursor).toBe(0);
	expect(screenReducer(FIRST, { type: 'moved', by: 50, rows: 13 }).cursor).toBe(12);
});

test.each([40, 60, 80, 120])('at %d columns no line is longer, and what matters most is there', (width) => {
	const state = {
		...UNWATCHED,
		services: { 'authorization-service': { checks: null, failing: null, scrapes: [], trail: [] } },
	};
	const [view] = monitorView(state, new Date()).services;
	expect(headerFor(width).length).toBeLessThanOrEqual(width);
	expect(headerFor(width)).toContain('req/s');
	expect(headerFor(width).includes('behind')).toBe(width >= 60);
	expect(headerFor(width).includes('failed')).toBe(width >= 80);
	if (view) expect(lineOf(view, true, width)).toStartWith('▸ authorization');
});

test.each([
	[asRate(null), '–'],
	[asRate(0), '0'],
	[asRate(0.1234), '0.12'],
	[asRate(9.996), '10.0'],
	[asRate(99.96), '100'],
	[asRate(12_345.6), '12,346'],
	[asCount(1_234_567), '1,234,567'],
	[asShare(0.123), '12 %'],
	[asTime(4.25), '4.3 ms'],
	[asTime(9.96), '10 ms'],
	[asTime(2_500), '2.5 s'],
	[asMemory(96 * 1_048_576), '96 MB'],
	[sparkline([0, 1, 4, 8], 10), ' ▁▄█'],
	[sparkline([0.001, 1_000], 10), '▁█'],
	[sparkline([8, 0, 1], 2), ' █'],
	[sparkline([0, 0], 5), '  '],
	[sparkline([1], 0), ''],
])('a figure is written %s', (written, expected) => {
	expect(written).toBe(expected);
});
