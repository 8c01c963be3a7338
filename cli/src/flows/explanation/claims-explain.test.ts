import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decideCase } from '@claims-askes/engine';
import { aCase } from '@claims-askes/engine/testing';
import { explainCase } from '../../local/offline/explain-case';
import { runAskes } from '../../local/testing/run-askes';
import { writeProfiles } from '../../profiles';
import { explanationPage } from './explanation-page';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const ID = '0190b5c6-7d1e-7000-8000-000000000001';
const UNDECIDED = '0190b5c6-7d1e-7000-8000-000000000002';
const one = aCase({ lines: [{ billed: 1_200 }, { code: 'X' }] });
const explanation = explainCase(one, decideCase(one, { trace: true }));

const problem = (code: string) =>
	Response.json(
		{ success: false, error: { code, message: 'no', details: [] }, metadata: {} },
		{ status: 404 },
	);
const ANSWERS: Record<string, () => Response> = {
	'/api/v1/claims/CLM-2026-00000001': () => Response.json({ success: true, data: { id: ID } }),
	'/api/v1/claims/CLM-2026-00000002': () => Response.json({ success: true, data: { id: UNDECIDED } }),
	'/api/v1/claims/CLM-2026-00000004': () =>
		Response.json({
			success: true,
			data: { id: UNDECIDED, claim_number: 'CLM-2026-00000004', status: 'voided' },
		}),
	[`/api/v1/claims/${ID}/explanation`]: () => Response.json({ success: true, data: explanation }),
	[`/api/v1/claims/${UNDECIDED}/explanation`]: () => problem('CLAIM_NOT_DECIDED'),
	'/api/v1/claims/CLM-2026-00000001/history': () =>
		Response.json({
			success: true,
			data: [
				{ seq: 1, at: '2026-11-23T08:00:00.000Z', from: null, to: 'received', reason: null, event_id: null },
			],
		}),
};

let home: string;
let server: ReturnType<typeof Bun.serve>;
beforeAll(() => {
	home = mkdtempSync(join(tmpdir(), 'askes-home-'));
	server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		fetch: ({ url }) => ANSWERS[new URL(url).pathname]?.() ?? problem('CLAIM_NOT_FOUND'),
	});
	const profile = { base_url: `http://127.0.0.1:${server.port}` };
	writeProfiles({ current: 'test', profiles: { test: profile } }, join(home, 'config.json'));
});
afterAll(async () => {
	await server.stop(true);
	rmSync(home, { recursive: true, force: true });
});

const claims = (...args: string[]) => runAskes(['claims', ...args], { env: { ASKES_HOME: home } });

test('a stored claim is told by its number, on the same page as a case decided offline', async () => {
	const { code, stdout } = await claims('explain', 'CLM-2026-00000001');
	expect(code).toBe(0);
	expect(stdout).toBe(`${explanationPage(explanation)}\n`);
	expect(JSON.parse((await claims('explain', 'CLM-2026-00000001', '--json')).stdout)).toEqual(
		JSON.parse(JSON.stringify(explanation)),
	);
});

test.each([
	['not decided yet', 'CLM-2026-00000002', 'CLAIM_NOT_DECIDED'],
	['not known', 'CLM-2026-00000003', 'CLAIM_NOT_FOUND'],
])('a claim that is %s has no explanation', async (_, claim, code) => {
	const run = await claims('explain', claim, '--json');
	expect(run.code).toBe(4);
	expect(JSON.parse(run.stdout)).toMatchObject({ code, status: 404 });
});

test('of a claim that was voided it is said that nothing stands', async () => {
	const run = await claims('explain', 'CLM-2026-00000004', '--json');
	expect(run.code).toBe(4);
	expect(JSON.parse(run.stdout)).toMatchObject({
		code: 'CLAIM_VOIDED',
		message: expect.stringContaining('CLM-2026-00000004 was voided'),
	});
});

test('the history shows each move of a claim', async () => {
	const { code, stdout } = await claims('history', 'CLM-2026-00000001');
	expect(code).toBe(0);
	expect(stdout).toMatch(/2026-11-23T08:00:00\.000Z +received/);
});
