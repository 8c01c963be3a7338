import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decideCase } from '@claims-askes/engine';
import { aCase } from '@claims-askes/engine/testing';
import { explainCase } from '../../local/offline/explain-case';
import { runAskes } from '../../local/testing/run-askes';
import { writeProfiles } from '../../profiles';
import type { PersonsDenial } from './explanation';
import { explanationPage } from './explanation-page';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const ID = '0190b5c6-7d1e-7000-8000-000000000001';
const UNDECIDED = '0190b5c6-7d1e-7000-8000-000000000002';
const REPLACED = '0190b5c6-7d1e-7000-8000-000000000003';
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
	'/api/v1/claims/CLM-2026-00000005': () =>
		Response.json({
			success: true,
			data: { id: REPLACED, claim_number: 'CLM-2026-00000005', status: 'replaced' },
		}),
	[`/api/v1/claims/${REPLACED}/earlier-decisions`]: () =>
		Response.json({
			success: true,
			data: [
				{
					...{ ...UNDONE, followed_by: null, changes: [] },
					why: [{ ...UNDONE.why[0], cause: 'claim.voided', subject: ID, from: null }],
				},
			],
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
		earlier: [],
	});
	const told = await claims('explain', 'CLM-2026-00000005');
	expect(told.code).toBe(4);
	expect(told.stderr.replace(/[\s›]+/g, ' ')).toContain(
		'undone, and nothing stands in its place, because another claim replaces it',
	);
});

const UNDONE = {
	decision_id: ID,
	decided_at: '2026-11-23T10:00:00.000Z',
	undone_at: '2026-11-24T09:12:30.000Z',
	...{ outcome: 'approved' as const, totals: { ...explanation.decision.totals, paid: '48.00' } },
	why: [
		{
			...{ cause: 'member.coverage.changed', subject: 'm', from: '2026-03-01' },
			...{ requested_by: 'enrolment', reason: null },
		},
	],
	followed_by: UNDECIDED as string | null,
	changes: [
		{ line: null, what: 'outcome', before: 'approved', after: 'partially_approved' },
		{ line: null, what: 'paid', before: '1148.00', after: '0.00' },
		{ line: 1, what: 'CO-45', before: '40.00', after: null },
		{ line: 1, what: 'denial', before: null, after: '27' },
	],
};

test('a claim that was decided again tells when, why, what stood before and what changed', () => {
	const again = { ...explanation, earlier: [UNDONE] };
	const page = explanationPage(again);
	expect(explanationPage({ ...explanation, earlier: [] })).toBe(explanationPage(explanation));
	expect(page).toContain('It was decided before');
	expect(page.slice(page.indexOf('How it came'), page.indexOf('\n\nDecided by'))).toBe(
		[
			'How it came to this',
			'  2026-11-23 10:00  approved, the plan paid 48.00 and the member owed 10.00',
			'  2026-11-24 09:12  decided again, because the coverage of one of the family changed or ended (from 2026-03-01 on)',
			'                    the claim: outcome approved → partially approved; the plan pays 1,148.00 → 0.00',
			'                    line 1: CO-45 40.00 → none; denied: none → after the coverage ended (27)',
		].join('\n'),
	);
});

test('of a claim that a person denied it is said that a person did, by which code, and who to colleagues', () => {
	const denial = { carc: '252', denied_at: '2026-11-24T09:12:30.000Z' };
	const pageOf = (persons_denial: PersonsDenial | null) =>
		explanationPage({ ...explanation, persons_denial }).split('\n');
	const told = pageOf({ ...denial, denied_by: 'ani', reason: 'no proof of the visit' });
	expect(told).toContain(
		'A person (ani) denied it on 2026-11-24 09:12: a document is missing (252). They said: no proof of the visit',
	);
	expect(told).toContain('What the person denied it under: the rules that had asked for one');
	expect(pageOf({ ...denial, denied_by: null, reason: null })).toContain(
		'A person denied it on 2026-11-24 09:12: a document is missing (252).',
	);
	expect(pageOf(null)).toEqual(explanationPage(explanation).split('\n'));
});

test('a claim that waits again for the same says that the amounts behind it are others', () => {
	const pended = { ...UNDONE, outcome: 'pended' as const, changes: [], why: [] };
	const page = explanationPage({ ...explanation, earlier: [pended] });
	expect(page).toContain('2026-11-23 10:00  pended\n  2026-11-24 09:12  decided again\n');
	expect(page).toContain('it waits for the same, but what a person would let pass is not what it was');
});

test('the history shows each move of a claim', async () => {
	const { code, stdout } = await claims('history', 'CLM-2026-00000001');
	expect(code).toBe(0);
	expect(stdout).toMatch(/2026-11-23T08:00:00\.000Z +received/);
});
