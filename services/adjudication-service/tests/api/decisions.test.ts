import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import type { TokenOptions } from '@claims-askes/chassis/testing/platform';
import type { Minor } from '@claims-askes/kernel/money';
import { buildApp } from '../../src/app';
import { moveBalances } from '../../src/repositories/balances.repository';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world, platform } = house;
afterAll(() => house.close());
world.publishPlan({});
const provider = world.register();
const other = world.register();
const send = testClient(buildApp(platform, platform.config), { scopes: ['adjudication:read'] });
const consumer = house.listen();

const member = world.enroll();
const paid = world.submit(member, provider, { lines: [{ units: 2, charge: '200.00' }] });
const denied = world.submit(world.enroll(), other, { lines: [{ procedure_code: 'UNKNOWN' }] });
await house.announce(paid, denied);
await consumer.idle();
const decisionOf = async (claimId: string) =>
	(await send('GET', `/api/v1/claims/${claimId}/decision`)).body.data;
const NOBODY = '0190b5c6-7d1e-7000-8000-000000000000';

test('a decision shows what was billed, allowed, paid and owed, line by line, with every reason', async () => {
	const decision = await decisionOf(paid.id);
	expect(decision).toMatchObject({
		claim_id: paid.id,
		claim_number: paid.claim_number,
		outcome: 'approved',
		currency: 'USD',
		decided_at: '2026-11-23T10:00:00.000Z',
		reversed_by: null,
		totals: {
			billed: '200.00',
			allowed: '160.00',
			paid: '48.00',
			member_owes: '112.00',
			provider_writes_off: '40.00',
			other: '0.00',
		},
	});
	expect(decision.lines[0]).toMatchObject({
		number: 1,
		outcome: 'pay',
		procedure_code: '99213',
		service_date: '2026-03-01',
		units: 2,
		benefit: 'visit',
		funding: { insurer: '48.00' },
		adjustments: [
			{ group: 'CO', carc: '45', amount: '40.00', rule: 'S1' },
			{ group: 'PR', carc: '1', amount: '100.00', rule: 'S5' },
			{ group: 'PR', carc: '2', amount: '12.00', rule: 'S7' },
		],
	});
	expect(await send('GET', `/api/v1/decisions/${decision.id}`)).toMatchObject({
		status: 200,
		body: { data: decision },
	});
});

test('decisions are read in sets, by their own ids or by their claims', async () => {
	const byClaim = await send('POST', '/api/v1/decisions/batch-get', {
		body: { claim_ids: [paid.id, denied.id, NOBODY] },
	});
	const ids = byClaim.body.data.map(({ id }: { id: string }) => id);
	expect(ids).toHaveLength(2);
	const byId = await send('POST', '/api/v1/decisions/batch-get', { body: { ids } });
	expect(new Set(byId.body.data.map(({ claim_id }: { claim_id: string }) => claim_id))).toEqual(
		new Set([paid.id, denied.id]),
	);
});

test.each([[{}], [{ ids: [] }], [{ ids: [NOBODY], claim_ids: [NOBODY] }], [{ ids: ['x'] }]])(
	'%j asks for no set of decisions',
	async (body) => {
		const answer = await send('POST', '/api/v1/decisions/batch-get', { body });
		expect([answer.status, answer.body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
	},
);

test('a claim that nobody has decided has no decision', async () => {
	for (const path of [`claims/${NOBODY}/decision`, `claims/${NOBODY}/explanation`]) {
		const { status, body } = await send('GET', `/api/v1/${path}`);
		expect([status, body.error.code]).toEqual([404, 'CLAIM_NOT_DECIDED']);
	}
});

test('an explanation retells every rule in its order, with the sum that leads to the amount', async () => {
	const { body } = await send('GET', `/api/v1/claims/${paid.id}/explanation`);
	const { steps, versions, movements, balances } = body.data;
	const rules = steps
		.map(({ rule }: { rule: string }) => rule)
		.filter((rule: string) => rule.startsWith('R'));
	expect(rules.slice(0, 3)).toEqual(['R1', 'R2', 'R3']);
	const money = steps.filter(({ did }: { did: string }) => did === 'cut');
	expect(money.map(({ rule, before, after }: Record<string, string>) => [rule, before, after])).toEqual([
		['S1', '200.00', '160.00'],
		['S5', '160.00', '60.00'],
		['S7', '60.00', '48.00'],
	]);
	expect(money.every(({ name }: { name: string }) => / /.test(name))).toBe(true);
	expect(versions.plan).toBe('office@1');
	expect(versions.contracts).toHaveLength(1);
	expect(movements).toContainEqual({
		key: `deductible.in|member:${member.id}|2026`,
		line: 1,
		amount: '100.00',
	});
	expect(balances).toContainEqual({ key: `deductible.in|member:${member.id}|2026`, used: '0.00' });
});

test.each([
	['its member', { role: 'member', member_id: member.id }, 200],
	['another member', { role: 'member', member_id: NOBODY }, 404],
	['its provider', { role: 'provider', provider_id: provider.id }, 200],
	['another provider', { role: 'provider', provider_id: other.id }, 404],
	['its group', { role: 'group', group_id: member.group_id }, 404],
] as const)('%s asks for a decision', async (_, as, status) => {
	const { id } = await decisionOf(paid.id);
	for (const path of [`decisions/${id}`, `claims/${paid.id}/decision`, `claims/${paid.id}/explanation`]) {
		expect((await send('GET', `/api/v1/${path}`, { as })).status).toBe(status);
	}
	const batch = await send('POST', '/api/v1/decisions/batch-get', { body: { ids: [id] }, as });
	expect(batch.body.data).toHaveLength(status === 200 ? 1 : 0);
});

test('a restricted token reads of its own decisions in the log, and of no others', async () => {
	const readLog = async (as: TokenOptions) => {
		const scopes = ['events:read'];
		const { body } = await send('GET', '/api/v1/events?after=earliest', { as: { ...as, scopes } });
		return body.data.events.map(({ data }: { data: { claim_id: string } }) => data.claim_id);
	};
	expect(await readLog({ role: 'client' })).toEqual(expect.arrayContaining([paid.id, denied.id]));
	expect(await readLog({ role: 'member', member_id: member.id })).toEqual([paid.id]);
	expect(await readLog({ role: 'provider', provider_id: other.id })).toEqual([denied.id]);
	expect(await readLog({ role: 'group', group_id: member.group_id })).toEqual([]);
});

test('balances are read by whose they are', async () => {
	const { body } = await send(
		'GET',
		`/api/v1/accumulators?member_id=${member.id}&family_id=${member.family_id}`,
	);
	expect(body.data).toContainEqual({
		key: `deductible.in|family:${member.family_id}|2026`,
		owner: `family:${member.family_id}`,
		currency: 'USD',
		unit: 'amount',
		used: '100.00',
	});
	const first = await send(
		'GET',
		`/api/v1/accumulators?member_id=${member.id}&family_id=${member.family_id}&limit=1`,
	);
	const cursor = first.body.metadata.page.next_cursor;
	const second = await send(
		'GET',
		`/api/v1/accumulators?member_id=${member.id}&family_id=${member.family_id}&limit=1&cursor=${cursor}`,
	);
	expect([first.body.data[0].key, second.body.data[0].key]).toEqual(
		body.data.slice(0, 2).map(({ key }: { key: string }) => key),
	);
});

test('a balance in two currencies is not lost between two pages', async () => {
	const owner = `family:${platform.newId()}`;
	const used = { key: `deductible.in|${owner}|2026`, owner, amount: 100 as Minor };
	await moveBalances(house.sql, [
		{ ...used, currency: 'EUR' },
		{ ...used, currency: 'USD' },
	]);
	const list = `/api/v1/accumulators?family_id=${owner.slice('family:'.length)}&limit=1`;
	const first = await send('GET', list);
	const second = await send('GET', `${list}&cursor=${first.body.metadata.page.next_cursor}`);
	expect([first, second].map(({ body }) => body.data[0]?.currency)).toEqual(['EUR', 'USD']);
});

test('a member sees no balance but their own', async () => {
	const as = { role: 'member', member_id: member.id } as const;
	const own = await send('GET', `/api/v1/accumulators?member_id=${member.id}`, { as });
	expect(own.body.data.length).toBeGreaterThan(0);
});

test('whoever asks for the balances of others is refused, and not told that nothing is used', async () => {
	const ofMember = `/api/v1/accumulators?member_id=${member.id}`;
	const ofFamily = `/api/v1/accumulators?family_id=${member.family_id}`;
	for (const [path, as] of [
		[ofFamily, { role: 'member', member_id: member.id }],
		[`${ofMember}&family_id=${member.family_id}`, { role: 'member', member_id: member.id }],
		[ofMember, { role: 'member', member_id: platform.newId() }],
		[ofMember, { role: 'provider', provider_id: provider.id }],
		[ofMember, { role: 'group', group_id: member.group_id }],
	] as const) {
		const { status, body } = await send('GET', path, { as });
		expect([path, status, body.error?.code]).toEqual([path, 404, 'BALANCES_OF_OTHERS']);
	}
});

test('balances of nobody in particular are not listed', async () => {
	expect((await send('GET', '/api/v1/accumulators')).status).toBe(422);
});

test('the rules are listed in the order in which they run', async () => {
	const { body } = await send('GET', '/api/v1/rules');
	expect(body.data.map(({ number }: { number: number }) => number)).toEqual(
		Array.from({ length: 31 }, (_, at) => at + 1),
	);
});

test('without the scope nothing is read', async () => {
	expect((await send('GET', '/api/v1/rules', { as: { scopes: [] } })).status).toBe(403);
});
