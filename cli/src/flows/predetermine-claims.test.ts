import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decideCase } from '@claims-askes/engine';
import { aCase } from '@claims-askes/engine/testing';
import { explainCase } from '../local/offline/explain-case';
import { runAskes } from '../local/testing/run-askes';
import { writeProfiles } from '../profiles';
import { explanationPage } from './explanation/explanation-page';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const ID = '0190b5c6-7d1e-7000-8000-000000000001';
const one = aCase({ lines: [{ billed: 1_200 }] });
const { decision, ...account } = explainCase(one, decideCase(one, { trace: true }));
const { claim_number: _, ...decided } = decision;
const asked: { use: string; claim_id: string }[] = [];

const aClaim = (changes: object = {}) =>
	JSON.stringify({
		claim_id: 'A-1',
		type: 'professional',
		use: 'claim',
		frequency_code: '1',
		currency: 'USD',
		total_charge: '12.00',
		billing_provider: {},
		subscriber: {},
		patient: { relationship: 'self' },
		payer: {},
		diagnoses: [],
		lines: [
			{
				...{ number: 1, service_date: '2026-03-01', procedure_code: '99213', code_system: 'hcpcs' },
				...{ modifiers: [], units: 1, charge: '12.00', diagnosis_pointers: [] },
			},
		],
		other_payers: [],
		source: { format: 'json' },
		...changes,
	});

let home: string;
let server: ReturnType<typeof Bun.serve>;
beforeAll(() => {
	home = mkdtempSync(join(tmpdir(), 'askes-home-'));
	server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		async fetch(request) {
			if (request.method === 'POST') {
				const claim = await request.json();
				asked.push(claim);
				if (claim.claim_id !== 'BAD') return Response.json({ data: { id: ID } }, { status: 201 });
				const details = [{ field: 'total_charge', code: 'CHARGES_DO_NOT_SUM', message: 'no sum' }];
				const error = { code: 'CLAIM_REJECTED', message: 'no', details };
				return Response.json({ success: false, error, metadata: {} }, { status: 422 });
			}
			const decided_at = '2026-11-23T10:00:00.000Z';
			const predetermination = { ...decided, id: ID, submitter_claim_id: 'A-1', decided_at };
			return Response.json({ data: { predetermination, ...account } });
		},
	});
	const profile = { base_url: `http://127.0.0.1:${server.port}` };
	writeProfiles({ current: 'test', profiles: { test: profile } }, join(home, 'config.json'));
});
afterAll(async () => {
	await server.stop(true);
	rmSync(home, { recursive: true, force: true });
});

const predetermine = (stdin: string, ...args: string[]) =>
	runAskes(['claims', 'predetermine', '-', ...args], { env: { ASKES_HOME: home }, stdin });

test('a claim is only asked about, and told on the page of a decision, in other words', async () => {
	const { code, stdout } = await predetermine(aClaim());
	expect([code, asked.at(-1)?.use]).toEqual([0, 'predetermination']);
	expect(stdout).toBe(
		`${explanationPage({ decision: { ...decision, claim_number: 'A-1' }, ...account }, 'asked')}\n`,
	);
	expect(stdout).toMatch(/^Claim A-1 would be .* the plan would pay/);
});

test('what is rejected at the door is told with its reasons, and the rest goes on', async () => {
	const { code, stdout, stderr } = await predetermine(
		`${aClaim({ claim_id: 'BAD' })}\n${aClaim()}\n`,
		'--json',
	);
	expect(code).toBe(3);
	expect(JSON.parse(stdout)).toMatchObject({
		claims: [{ decision: { submitter_claim_id: 'A-1' } }],
		rejected: [{ claim_id: 'BAD', reasons: [{ code: 'CHARGES_DO_NOT_SUM' }] }],
	});
	expect(stderr).toContain('claim BAD rejected: total_charge: CHARGES_DO_NOT_SUM: no sum');
});

test('a file that is none of claims exits with 2', async () => {
	const { code, stdout } = await predetermine('hello', '--json');
	expect([code, JSON.parse(stdout).code]).toEqual([2, 'FORMAT_UNKNOWN']);
});

test('the answer may be an 835 of pricing only, or a ClaimResponse for each claim', async () => {
	const x12 = await predetermine(`${aClaim()}\n${aClaim()}\n`, '--as', 'x12');
	expect([x12.code, x12.stdout.match(/CLP\*A-1\*25\*/g)?.length]).toEqual([0, 2]);
	const fhir = await predetermine(aClaim(), '--as', 'fhir');
	expect(JSON.parse(fhir.stdout)).toMatchObject({ resourceType: 'ClaimResponse', use: 'predetermination' });
});
