import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { buildApp as adjudicationApp } from '../../../../services/adjudication-service/src/app';
import { settings as adjudicationSettings } from '../../../../services/adjudication-service/src/config';
import { buildApp as policyApp } from '../../../../services/policy-service/src/app';
import { settings as policySettings } from '../../../../services/policy-service/src/config';
import { aPolicy } from '../../../../services/policy-service/tests/setup';
import { aHouse } from '../../../../services/tests/support/house';
import { commandsIn } from '../../local/testing/commands-in-house';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const house = aHouse();
const policies = await house.open('policy-service', policySettings, policyApp);
await house.open('adjudication-service', adjudicationSettings, adjudicationApp);
const askes = await commandsIn(house);
afterAll(async () => {
	askes.remove();
	await house.close();
});

const { body } = await policies('POST', '/api/v1/policy-imports', {
	body: {
		policies: [
			{ group: { number: 'G-MAJU', name: 'PT Maju Bersama' }, policy: aPolicy({ number: 'P-MAJU' }) },
			{
				group: { number: 'G-ACME', name: 'Acme' },
				policy: aPolicy({ number: 'P-ACME', aso: false, excess: null, currency: 'USD' }),
			},
		],
	},
});
const [maju, acme] = body.data.results as { policy_id: string; group_id: string }[];
if (!maju || !acme) throw new Error('two policies were issued');

const jsonOf = async (run: Promise<{ readonly stdout: string }>) => JSON.parse((await run).stdout);

test('policies are listed with their groups by name, a page at a time', async () => {
	const [all, one, first] = await Promise.all([
		askes('policies', 'list'),
		jsonOf(askes('policies', 'list', '--group', 'G-ACME', '--json')),
		askes('policies', 'list', '--limit', '1'),
	]);
	expect(all.stdout).toMatch(/^P-MAJU +2026-01-01 +2026-12-31 +IDR +1 +aso buffer +PT Maju Bersama$/m);
	expect(one.policies.map(({ number }: { number: string }) => number)).toEqual(['P-ACME']);
	const [, cursor = ''] = /more: --cursor (\S+)/.exec(first.stderr) ?? [];
	const rest = await jsonOf(askes('policies', 'list', '--cursor', cursor, '--json'));
	expect([first.stdout.includes('P-ACME'), rest.policies[0].number, rest.next_cursor]).toEqual([
		true,
		'P-MAJU',
		null,
	]);
});

test('a policy is shown by its number or id, with what was changed of it', async () => {
	const change = { kind: 'class', class: 'staff', plan_id: 'PLATINUM', room_class: null };
	await policies('POST', `/api/v1/policies/${maju.policy_id}/endorsements`, {
		body: { effective_on: '2026-07-01', change },
	});
	const [shown, byId] = await Promise.all([
		askes('policies', 'show', 'P-MAJU'),
		jsonOf(askes('policies', 'show', acme.policy_id, '--json')),
	]);
	expect(shown.stdout).toContain('P-MAJU  PT Maju Bersama (G-MAJU)');
	expect(shown.stdout).toContain('what is above the limits is paid by the fund buffer: any cause');
	expect(shown.stdout).toMatch(/2026-07-01 +class staff has plan PLATINUM/);
	expect(byId).toMatchObject({ number: 'P-ACME', group: { name: 'Acme' }, endorsements: [] });
});

test('money that is put into a fund is there once, however often the command is repeated', async () => {
	const sql = house.sqlOf('adjudication-service');
	const drawn = JSON.stringify([[`fund:aso|policy:${maju.policy_id}`, 2_500_000]]);
	await sql`insert into balance_sheets (owner, currency, year, used, version)
		values (${`policy:${maju.policy_id}`}, 'IDR', '', ${drawn}::text::json, 1)`;
	const topUp = (amount: string, ...more: string[]) =>
		askes(
			...['policies', 'fund', 'P-MAJU', '--top-up', amount, '--fund', 'aso', '--reference', 'TRF 1 – März'],
			...more,
		);
	const first = await topUp('6000000');
	expect([first.code, first.stderr]).toEqual([0, '6000000 IDR were put into aso, reference TRF 1 – März\n']);
	expect(first.stdout).toMatch(/^aso +6000000 +2500000 +3500000 +IDR$/m);
	const again = await topUp('6000000', '--json');
	expect(JSON.parse(again.stdout)).toMatchObject({
		funds: [
			{ fund: 'aso', credited: '6000000', used: '2500000', left: '3500000' },
			{ fund: 'buffer', credited: '0', used: '0', left: '0' },
		],
		waiting: 0,
		credit: { amount: '6000000' },
	});
	const another = await topUp('7000000', '--json');
	expect([another.code, JSON.parse(another.stdout).code]).toEqual([4, 'IDEMPOTENCY_KEY_REUSED']);
});

const refusals: [why: string, args: string[], exit: number, code: string][] = [
	['of a policy that is not there', ['P-NONE'], 4, 'NOT_FOUND'],
	[
		'for a fund that it has not',
		['P-ACME', '--top-up', '1', '--fund', 'aso', '--reference', 'R'],
		4,
		'FUND_NOT_OF_POLICY',
	],
	[
		'of an amount that its currency has not',
		['P-MAJU', '--top-up', '0.5', '--fund', 'aso', '--reference', 'R'],
		4,
		'AMOUNT_TOO_PRECISE',
	],
];
test.each(refusals)('balances %s are refused', async (_, args, exit, code) => {
	const run = await askes('policies', 'fund', ...args, '--json');
	expect([run.code, JSON.parse(run.stdout).code]).toEqual([exit, code]);
});

test('money needs a fund and a reference, and whoever puts it in the scope', async () => {
	const topUp = ['policies', 'fund', 'P-MAJU', '--top-up', '5', '--fund', 'aso'];
	const [unnamed, unscoped] = await Promise.all([
		askes(...topUp),
		askes.with(
			{ as: { scopes: ['policies:read', 'adjudication:read'] } },
			...[...topUp, '--reference', 'R', '--json'],
		),
	]);
	expect(unnamed.code).toBe(2);
	expect([unscoped.code, JSON.parse(unscoped.stdout)]).toMatchObject([4, { status: 403 }]);
});

test("a group's own token sees its policies, and no balance that would look unused", async () => {
	const as = { role: 'group', group_id: acme.group_id } as const;
	const [list, other, fund] = await Promise.all([
		jsonOf(askes.with({ as }, 'policies', 'list', '--json')),
		askes.with({ as }, 'policies', 'show', 'P-MAJU', '--json'),
		askes.with({ as }, 'policies', 'fund', 'P-ACME', '--json'),
	]);
	expect(list.policies.map(({ number }: { number: string }) => number)).toEqual(['P-ACME']);
	expect([other.code, JSON.parse(other.stdout).code]).toEqual([4, 'NOT_FOUND']);
	expect([fund.code, JSON.parse(fund.stdout).code]).toEqual([4, 'FORBIDDEN']);
});
