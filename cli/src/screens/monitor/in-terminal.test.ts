import { afterAll, afterEach, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aScrapeText } from '../../flows/monitor/testing';
import { askesInTerminal } from '../../local/testing/in-terminal';
import { runAskes } from '../../local/testing/run-askes';
import { writeProfiles } from '../../profiles';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const room = mkdtempSync(join(tmpdir(), 'askes-test-'));
/** Services by how they behave just now; the rest is well. */
const moods = new Map<string, 'silent' | 'not ready'>();
afterEach(() => moods.clear());

const json = (data: unknown, status = 200) =>
	Response.json(
		{ success: status < 400, data, metadata: { page: { next_cursor: null, limit: 1 } } },
		{ status },
	);
const REFUSED = {
	success: false,
	error: { code: 'SCOPE_MISSING', message: 'no', details: [] },
	metadata: {},
};

/** Stands where services would, each below a path of its own. */
const platform = Bun.serve({
	port: 0,
	hostname: '127.0.0.1',
	idleTimeout: 60,
	async fetch(request) {
		const [, service = '', ...rest] = new URL(request.url).pathname.split('/');
		const mood = moods.get(service);
		if (mood === 'silent') await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
		switch (rest.join('/')) {
			case 'ready':
				return json(
					{ database: mood === 'not ready' ? 'unavailable' : 'ok' },
					mood === 'not ready' ? 503 : 200,
				);
			case 'metrics':
				return new Response(aScrapeText({ memory: 96 * 1_048_576, log: 0, cursors: { relay: 0 } }));
			case 'api/v1/claim-counts':
				return json({ statuses: { received: 12, paid: 1_234 } });
			case 'api/v1/review-items':
			case 'api/v1/payment-runs':
				return json([]);
			case 'api/v1/review-items/counts':
				return json({ items: 3, reasons: [{ rule: 'R31', carc: '133', items: 3 }] });
			default:
				return Response.json(REFUSED, { status: 403 });
		}
	},
});
afterAll(async () => {
	await platform.stop(true);
	rmSync(room, { recursive: true, force: true });
});

const SERVICES = ['claims-service', 'adjudication-service', 'payment-service', 'notification-service'];
writeProfiles(
	{
		current: 'here',
		profiles: {
			here: {
				endpoints: Object.fromEntries(SERVICES.map((name) => [name, `${platform.url.origin}/${name}`])),
				access_token: 'a token',
			},
			gateway: { base_url: `${platform.url.origin}/claims-service`, access_token: 'a token' },
		},
	},
	join(room, 'config.json'),
);
const env = { ASKES_HOME: room };
/** What is written last of all gives the terminal back as it was. */
const RESTORED = '\x1b[?1049l';

test('the screen fits its terminal, also when that becomes narrow, and leaves it as it was', async () => {
	const screen = askesInTerminal(['monitor', '--interval', '1'], { env, columns: 100, rows: 24 });
	expect(await screen.until('4 of 4 ready')).toContain('memory');
	screen.resize(60, 12);
	const narrow = await screen.until(/state +req\/s +p95 +behind/);
	const lines = narrow.trimEnd().split('\n');
	expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
	expect(lines.length).toBeLessThan(12);
	screen.press('\t');
	await screen.until(/received +12/);
	screen.press('q');
	expect(await screen.ended).toMatchObject({ code: 0 });
	expect(screen.written()).toContain(RESTORED);
});

test('one service that does not answer freezes nothing, and is seen to come back', async () => {
	const screen = askesInTerminal(['monitor', '--interval', '1'], { env });
	await screen.until('4 of 4 ready');
	moods.set('payment-service', 'silent');
	expect(await screen.until('✖ payment-service: no answer in time')).toContain('3 of 4 ready');
	screen.press('\t');
	await screen.until(/received +12/);
	moods.set('payment-service', 'not ready');
	await screen.until('✖ payment-service: not ready (database unavailable)');
	moods.clear();
	await screen.until('4 of 4 ready');
	screen.press('\x03');
	expect(await screen.ended).toMatchObject({ code: 0 });
});

test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('the terminal is given back after %s', async (signal) => {
	const screen = askesInTerminal(['monitor'], { env });
	await screen.until('4 of 4 ready');
	screen.kill(signal);
	await screen.ended;
	expect(screen.written().slice(screen.written().indexOf(RESTORED))).not.toContain('ready');
	expect(screen.written()).toContain(RESTORED);
});

test('who wants no colours gets none', async () => {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for
	const colours = /\x1b\[(?:3|9)\d(?:;\d+)*m/;
	const coloured = askesInTerminal(['monitor'], { env });
	await coloured.until('4 of 4 ready');
	coloured.press('q');
	await coloured.ended;
	const plain = askesInTerminal(['monitor'], { env: { ...env, NO_COLOR: '1' } });
	await plain.until('4 of 4 ready');
	plain.press('q');
	await plain.ended;
	expect(coloured.written()).toMatch(colours);
	expect(plain.written()).not.toMatch(colours);
});

test('where no stack runs the screen says so, and goes on looking', async () => {
	const nowhere = { ASKES_HOME: join(room, 'nobody'), ASKES_DATA_DIR: join(room, 'nothing') };
	const screen = askesInTerminal(['monitor'], { env: nowhere });
	await screen.until('✖ no local stack runs and no profile is in use; trying again');
	screen.press('q');
	expect(await screen.ended).toMatchObject({ code: 0 });
	expect(await runAskes(['monitor', '--json'], { env: nowhere })).toMatchObject({ code: 5 });
});

test('without a terminal it is one snapshot, with 5 where a service is not ready', async () => {
	const { code, stdout } = await runAskes(['monitor'], { env });
	expect(code).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({
		installation: 'here',
		services: SERVICES.map((service) => ({ service, state: 'ready', memory_bytes: 96 * 1_048_576 })),
		claims: { state: 'ok', statuses: { received: 12, paid: 1_234 } },
		review: { items: 3, oldest: null },
		notifications: { state: 'not allowed' },
	});
	moods.set('claims-service', 'not ready');
	const again = await runAskes(['monitor', '--json'], { env });
	expect([again.code, JSON.parse(again.stdout).alerts[0].code]).toEqual([5, 'SERVICE_NOT_READY']);
});

test('behind one address the services cannot be told apart, and the claims are watched all the same', async () => {
	const { code, stdout } = await runAskes(['monitor', '--profile', 'gateway', '--json'], { env });
	expect(code).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({ services: [], claims: { statuses: { received: 12 } } });
});

test('with --watch each look is a line of JSON, until Ctrl-C', async () => {
	const watching = askesInTerminal(['monitor', '--watch', '--interval', '1'], { env });
	const lines = (await watching.until(/^\{.*\n\{.*\n/)).trim().split('\n');
	expect(lines.map((line) => JSON.parse(line))).toMatchObject([
		{ installation: 'here' },
		{ services: SERVICES.map(() => ({ state: 'ready' })) },
	]);
	watching.press('\x03');
	expect(await watching.ended).toMatchObject({ code: 0 });
});
