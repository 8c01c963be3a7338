import { afterEach, expect, test } from 'bun:test';
import { Failure } from '../../failure';
import type { MonitorDesk } from './desk';
import type { MonitorAction } from './monitor-state';
import { ask } from './reading';
import { takeSnapshot } from './take-snapshot';
import { aDesk, refusal, silence } from './testing';
import { restMs, type Watch, watchPlatform } from './watch-platform';

const watches: Watch[] = [];
afterEach(async () => {
	await Promise.all(watches.splice(0).map((watch) => watch.close()));
});

/** Watches, and tells what is seen as it is seen. */
function watch(open: () => Promise<MonitorDesk>, options: { readonly reopenMs?: number } = {}) {
	const seen: MonitorAction[] = [];
	let moved = Promise.withResolvers<void>();
	const watching = watchPlatform({
		...options,
		open,
		intervalMs: 5,
		tell(action) {
			seen.push(action);
			moved.resolve();
			moved = Promise.withResolvers();
		},
	});
	watches.push(watching);
	return {
		...{ seen, watching },
		async until(isThere: (action: MonitorAction) => boolean, times = 1): Promise<void> {
			while (seen.filter(isThere).length < times) await moved.promise;
		},
	};
}

test('a question that is not answered in time is given up', async () => {
	expect(await ask((signal) => silence(null, signal), { patienceMs: 5 })).toEqual({ kind: 'silent' });
});

const isChecked = (name: string) => (action: MonitorAction) =>
	action.type === 'checked' && action.service === name;

test('a service that does not answer holds up no other', async () => {
	const checks: MonitorDesk['checks'] = (service, signal) =>
		service === 'claims-service' ? silence(service, signal) : Promise.resolve({});
	const { until, seen } = watch(async () => aDesk({ checks }));
	await until(isChecked('member-service'), 10);
	expect(seen.some(isChecked('claims-service'))).toBe(false);
});

test('leaving waits for nobody who does not answer', async () => {
	const { watching } = watch(async () => aDesk({ checks: silence, metrics: silence }));
	const began = performance.now();
	await watching.close();
	expect(performance.now() - began).toBeLessThan(1_000);
});

test('an installation that cannot be opened is tried again, and why is told', async () => {
	let tries = 0;
	const { until, seen } = watch(async () => {
		if (++tries < 3) throw new Failure('unavailable', 'NO_STACK', 'no local stack runs');
		return aDesk();
	});
	await until(isChecked('claims-service'));
	expect(seen.slice(0, 3)).toMatchObject([
		{ type: 'troubled', trouble: { code: 'NO_STACK', message: 'no local stack runs' } },
		{ type: 'troubled' },
		{ type: 'opened', installation: 'a desk' },
	]);
});

test('a token that is not believed any more is got anew, and all goes on', async () => {
	let opened = 0;
	const claims = async () => {
		if (opened < 2) throw refusal(401, 'TOKEN_INVALID');
		return { paid: 1 };
	};
	const open = async () => {
		opened++;
		return aDesk({ subjects: { claims } });
	};
	const { until, seen } = watch(open, { reopenMs: 0 });
	await until(
		(action) => action.type === 'read' && action.subject === 'claims' && action.reading.kind === 'ok',
	);
	const told = seen.flatMap((action) =>
		action.type === 'read' && action.subject === 'claims' ? action.reading.kind : [],
	);
	expect(told.slice(0, 2)).toEqual(['not signed in', 'ok']);
});

test('a broker whose address is none keeps nothing else from being watched', async () => {
	const hear = () => {
		throw new TypeError('no protocol');
	};
	const { until, seen } = watch(async () => aDesk({ hear }));
	await until(isChecked('claims-service'));
	expect(seen).toContainEqual({ type: 'broker', state: 'unknown' });
});

test('while it is paused nobody is asked', async () => {
	let asked = 0;
	const checks = async () => {
		asked++;
		return {};
	};
	const { until, watching } = watch(async () => aDesk({ checks }));
	await until(isChecked('member-service'), 3);
	watching.pause(true);
	await Bun.sleep(20);
	const before = asked;
	await Bun.sleep(50);
	expect(asked).toBe(before);
	watching.pause(false);
	await until(isChecked('member-service'), 6);
});

const usual = { intervalMs: 2_000, tookMs: 10, failures: 0, kind: 'ok' } as const;
test.each([
	['is asked again when its turn comes', { every: 1, isDear: false }, usual, 1_990],
	['of several rounds waits for them', { every: 5, isDear: true }, usual, 9_990],
	[
		'that was dear takes a twentieth of the time',
		{ every: 1, isDear: true },
		{ ...usual, tookMs: 500 },
		9_500,
	],
	[
		'that failed once is asked as before',
		{ every: 1, isDear: false },
		{ ...usual, kind: 'away', failures: 1 },
		2_000,
	],
	[
		'that failed again is asked less often',
		{ every: 1, isDear: false },
		{ ...usual, kind: 'away', failures: 3 },
		8_000,
	],
	[
		'that always fails is asked every so often',
		{ every: 1, isDear: false },
		{ ...usual, kind: 'silent', failures: 99 },
		8_000,
	],
	[
		'that is not allowed is hardly asked',
		{ every: 1, isDear: true },
		{ ...usual, kind: 'not allowed', failures: 1 },
		60_000,
	],
] as const)('a question %s', (_, question, asked, ms) => {
	expect(restMs(question, asked)).toBe(ms);
});

test('a snapshot tells rates as well, and what is not allowed beside what is', async () => {
	const paid = [5, 10];
	const desk = aDesk({
		subjects: {
			claims: async () => ({ paid: paid.shift() ?? 0 }),
			payments: async () => {
				throw refusal(403, 'SCOPE_MISSING');
			},
		},
	});
	const snapshot = await takeSnapshot(desk, 50);
	expect(snapshot).toMatchObject({
		installation: 'a desk',
		services: [{ state: 'ready', requests_per_second: 0 }, { state: 'ready' }],
		claims: { statuses: { paid: 10 } },
		payments: { state: 'not allowed' },
	});
	expect(snapshot.claims.per_second?.paid).toBeGreaterThan(10);
});
