import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAskes } from '../local/testing/run-askes';
import { writeProfiles } from '../profiles';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const ID = '0190b5c6-7d1e-7000-8000-000000000001';
const step = { rule: 'S1', line: 1, did: 'cut', saw: null, carcs: ['45'], before: 100, after: 80 };
const difference = (engine_version: string, differs_in: string[]) => ({
	...{ decision_id: ID, claim_id: ID, claim_number: 'CLM-2026-00000001', engine_version, differs_in },
	is_decided_otherwise: differs_in.length > 0,
	parting: { rule: 'S1', line: 1, before: step, after: { ...step, saw: { price: 80 } } },
});

let home: string;
let server: ReturnType<typeof Bun.serve>;
let differences: ReturnType<typeof difference>[] = [];
beforeAll(() => {
	home = mkdtempSync(join(tmpdir(), 'askes-home-'));
	server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		fetch: () =>
			Response.json({
				success: true,
				data: { total: 9, checked: 9, differences, engine_version: '1.4.0', next_cursor: null },
			}),
	});
	const profile = { base_url: `http://127.0.0.1:${server.port}` };
	writeProfiles({ current: 'test', profiles: { test: profile } }, join(home, 'config.json'));
});
afterAll(async () => {
	await server.stop(true);
	rmSync(home, { recursive: true, force: true });
});

const replay = (...args: string[]) =>
	runAskes(['adjudication', 'replay', '--from', '2026-01-01', ...args], { env: { ASKES_HOME: home } });

test.each<[string, ReturnType<typeof difference>[], number, number]>([
	['comes out the same', [], 0, 0],
	['is told otherwise by a newer engine', [difference('1.2.0', [])], 0, 1],
	['is told otherwise by the engine that made it', [difference('1.4.0', [])], 1, 1],
	['is decided otherwise by a newer engine', [difference('1.2.0', ['lines'])], 1, 1],
])('a decision that %s', async (_, found, code, strict) => {
	differences = found;
	const run = await replay('--json');
	expect(run.code).toBe(code);
	expect(JSON.parse(run.stdout)).toMatchObject({ different: found.length, engine_version: '1.4.0' });
	expect((await replay('--strict')).code).toBe(strict);
});

test('what another engine tells otherwise is shown with the first rule where it parts, as a notice', async () => {
	differences = [difference('1.2.0', [])];
	const { stdout } = await replay();
	expect(stdout).toContain('comes out the same, and is told otherwise at S1, line 1');
	expect(stdout).toContain('notice: 1 were made by another engine than 1.4.0');
});
