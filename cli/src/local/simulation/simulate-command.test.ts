import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeProfiles } from '../../profiles';
import { runAskes } from '../testing/run-askes';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const PLANS = join(import.meta.dir, '..', '..', '..', '..', 'examples', 'plans');
const DENTAL = join(PLANS, 'rimba-raya', 'dental.yaml');
const [GROUP, STRANGER, PROVIDER] = [Bun.randomUUIDv7(), Bun.randomUUIDv7(), Bun.randomUUIDv7()];

let home: string;
let server: ReturnType<typeof Bun.serve>;
let asked: { path: string; body: Record<string, never> }[] = [];
let failure: string | null = null;

const sums = (paid: string) => ({ billed: '900', allowed: '800', paid, member_owes: '0' });
const counts = { approved: 1, partially_approved: 0, denied: 0, pended: 0 };
const tally = {
	...{ currency: 'IDR', claims: 1, changed: 1, before: sums('800'), after: sums('700') },
	paid_difference: '-100',
};
const RESULT = {
	totals: [
		{ ...tally, under_changed_terms: 1, outcomes: { before: counts, after: counts }, outcome_changes: [] },
	],
	movers: {
		groups: [
			{ id: GROUP, ...tally },
			{ id: STRANGER, ...tally },
		],
		providers: [{ id: PROVIDER, ...tally }],
		benefits: [],
		claims: [],
	},
};

/** Stands where the services would: keeps what is asked for, and has it done at once. */
async function answer(request: Request): Promise<Response> {
	const path = new URL(request.url).pathname;
	const body = request.method === 'POST' ? ((await request.json()) as never) : ({} as never);
	asked.push({ path, body });
	const metadata = { timestamp: '2026-11-23T00:00:00Z', version: 'v1', request_id: 'r' };
	const done = {
		done: 1,
		total: 1,
		...(failure ? { status: 'failed', error_code: failure } : { status: 'completed' }),
	};
	const data = path.endsWith('/groups/batch-get')
		? [{ id: GROUP, number: 'G-1', name: 'Rimba Raya' }]
		: path.endsWith('/providers/batch-get')
			? [{ id: PROVIDER, name: 'Klinik Sehat' }]
			: { id: 'one', ...done, result: failure ? null : RESULT };
	return Response.json({ success: true, data, message: '', errors: [], metadata });
}

beforeAll(() => {
	home = mkdtempSync(join(tmpdir(), 'askes-simulate-'));
	server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: answer });
	const profile = { base_url: `http://127.0.0.1:${server.port}` };
	writeProfiles({ current: 'test', profiles: { test: profile } }, join(home, 'config.json'));
});

beforeEach(() => {
	asked = [];
	failure = null;
});

afterAll(async () => {
	await server.stop(true);
	rmSync(home, { recursive: true, force: true });
});

const simulate = (...args: string[]) =>
	runAskes(['adjudication', 'simulate', '--from', '2026-01-01', ...args], { env: { ASKES_HOME: home } });

async function file(name: string, content: string): Promise<string> {
	const path = join(home, name);
	await Bun.write(path, content);
	return path;
}

const contract = (terms: string) => `provider_id: ${PROVIDER}
terms:
  from: 2026-01-01
  to: null
  currency: USD
  prices:
${terms}`;

test('a plan and a contract are read from their files and sent, and movers are told by name', async () => {
	const offer = await file('offer.yaml', contract('    "99213": { basis: fee, amount: "70.00" }\n'));
	const { code, stdout, stderr } = await simulate('--plan', DENTAL, '--contract', offer, '--group', GROUP);
	expect({ code, stderr }).toMatchObject({ code: 0 });
	expect(asked[0]?.body).toMatchObject({
		from: '2026-01-01T00:00:00.000Z',
		change: {
			plan: { id: 'RIMBA-DENTAL', currency: 'IDR' },
			contract: {
				provider_id: PROVIDER,
				terms: { currency: 'USD', prices: { '99213': { amount: '70.00' } } },
			},
		},
		only: { group_id: GROUP },
	});
	expect(stdout).toMatch(/^Rimba Raya\s+IDR/m);
	expect(stdout).toMatch(/^Klinik Sehat\s+IDR/m);
	// A group that policy-service does not know keeps its id, and no name is asked for by itself.
	expect(stdout).toContain(STRANGER);
	expect(asked.filter(({ path }) => path.endsWith('/batch-get')).map(({ body }) => body)).toContainEqual({
		ids: [GROUP, STRANGER],
	} as never);
	expect(asked.filter(({ path }) => path.endsWith('/batch-get'))).toHaveLength(2);
});

test('for a program the result is told as it came, by ids', async () => {
	const { stdout } = await simulate('--rules', '{"31":"off"}', '--json');
	expect(JSON.parse(stdout)).toMatchObject({ status: 'completed', result: RESULT });
	expect(asked.map(({ path }) => path)).not.toContain('/api/v1/groups/batch-get');
});

test.each([
	['written out', async () => '{"31":"off"}'],
	['in a file', async () => file('rules.yaml', '31: off\n')],
])('rules may be %s', async (_, rules) => {
	await simulate('--rules', await rules(), '--json');
	expect(asked[0]).toMatchObject({
		path: '/api/v1/simulations',
		body: { change: { rules: { '31': 'off' } } },
	});
});

const refused: [what: string, flag: string, content: () => Promise<string> | string, code: string][] = [
	[
		'a plan whose amount is too fine for its currency',
		'--plan',
		async () => (await Bun.file(DENTAL).text()).replace('"8000000"', '"8000000.5"'),
		'AMOUNT_TOO_PRECISE',
	],
	[
		'a plan that names a benefit it does not have',
		'--plan',
		async () => `${await Bun.file(DENTAL).text()}\ndefault_benefit: nothing-of-the-kind\n`,
		'UNKNOWN_BENEFIT',
	],
	[
		'a contract with two rates for one code',
		'--contract',
		() =>
			contract(
				'    "99213": { basis: fee, amount: "70.00" }\n    "99213": { basis: fee, amount: "60.00" }\n',
			),
		'NAMED_TWICE',
	],
	[
		'a contract that ends before it begins',
		'--contract',
		() => contract('    {}\n').replace('to: null', 'to: 2025-01-01'),
		'DATES_INVERTED',
	],
	[
		'a contract whose amount is too fine for its currency',
		'--contract',
		() => contract('    "99213": { basis: fee, amount: "70.005" }\n'),
		'AMOUNT_TOO_PRECISE',
	],
	['a contract without a provider', '--contract', () => 'terms: {}\n', 'CONTRACT_INVALID'],
];

test.each(refused)('%s is refused by name, and nothing is asked', async (what, flag, content, expected) => {
	const path = await file(`${what.replaceAll(' ', '-')}.yaml`, await content());
	const { code, stdout } = await simulate(flag, path, '--json');
	expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: expected });
	expect(asked).toEqual([]);
});

test('a plan in another currency than the claims is told as the reason', async () => {
	failure = 'PLAN_CURRENCY_DIFFERS';
	const { code, stdout } = await simulate('--plan', DENTAL, '--json');
	expect(code).not.toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({ code: 'PLAN_CURRENCY_DIFFERS', simulation_id: 'one' });
});
