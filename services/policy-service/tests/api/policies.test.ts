import { afterAll, expect, test } from 'bun:test';
import { aGroup, aPolicy, startPolicies } from '../setup';

const { platform, admin, send, stop } = await startPolicies();
afterAll(stop);

const register = async () => (await send('POST', '/api/v1/groups', { body: aGroup() })).body.data;
const issue = async (changes: object = {}) => {
	const { id: group_id } = await register();
	return (await send('POST', '/api/v1/policies', { body: { group_id, ...aPolicy(changes) } })).body.data;
};
const eventsOf = async (key: string) => {
	const events =
		await admin`select event_type from policy_service.outbox where key = ${key} order by position`;
	return events.map(({ event_type }) => event_type);
};

test('a policy is issued to a group with its classes and empty funds, and told to the others', async () => {
	const group = await register();
	const body = { group_id: group.id, ...aPolicy() };
	const issued = await send('POST', '/api/v1/policies', { body });
	expect(issued.status).toBe(201);
	const { id } = issued.body.data;
	expect(issued.body.data).toMatchObject({
		aso: { amount: '0' },
		excess: { mode: 'any_cause', fund: 'buffer', amount: '0', add_room: false },
		classes: [{ class: 'staff', from: '2026-01-01', plan_id: 'GOLD', room_class: 'VIP' }],
	});
	expect((await send('GET', `/api/v1/policies/${id}`)).body.data).toEqual(issued.body.data);
	expect([await eventsOf(group.id), await eventsOf(id)]).toEqual([['group.registered'], ['policy.issued']]);
	expect(await admin`select from audit.entries where entity_id in (${id}, ${group.id})`).toHaveLength(2);
});

test('a number names one policy, and a repeated request is answered as the first', async () => {
	const { id: group_id } = await register();
	const body = { group_id, ...aPolicy() };
	const headers = { 'idempotency-key': 'issue-once' };
	const first = await send('POST', '/api/v1/policies', { body, headers });
	const again = await send('POST', '/api/v1/policies', { body, headers });
	expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true']);
	expect((await send('POST', '/api/v1/policies', { body })).body.error.code).toBe('POLICY_NUMBER_TAKEN');
	const orphan = { ...body, number: 'P-ORPHAN', group_id: platform.newId() };
	expect((await send('POST', '/api/v1/policies', { body: orphan })).body.error.code).toBe('GROUP_UNKNOWN');
});

test('a group is changed with the version that was read last', async () => {
	const { id } = await register();
	const etag = (await send('GET', `/api/v1/groups/${id}`)).headers.get('etag') ?? '';
	const patch = (name: string) =>
		send('PATCH', `/api/v1/groups/${id}`, { body: { name }, headers: { 'if-match': etag } });
	expect((await patch('PT Baru')).headers.get('etag')).toBe('"2"');
	expect((await patch('PT Lain')).body.error.code).toBe('CONCURRENT_CHANGE');
	expect(await eventsOf(id)).toEqual(['group.registered', 'group.changed']);
});

test('an endorsement changes a policy from a day on and stays on record', async () => {
	const { id } = await issue();
	const path = `/api/v1/policies/${id}/endorsements`;
	const endorse = (effective_on: string, change: object, headers = {}) =>
		send('POST', path, { body: { effective_on, change }, headers });
	const ended = await endorse('2026-06-01', { kind: 'term', to: '2026-06-30' }, { 'if-match': '"1"' });
	expect([ended.status, ended.body.data.to]).toEqual([201, '2026-06-30']);
	const stale = await endorse('2026-06-01', { kind: 'term', to: null }, { 'if-match': '"1"' });
	expect(stale.body.error.code).toBe('CONCURRENT_CHANGE');
	const moved = await endorse('2026-03-01', { kind: 'class', class: 'staff', plan_id: 'SILVER' });
	expect(moved.body.data.classes).toHaveLength(2);
	expect((await endorse('2026-07-01', { kind: 'term', to: null })).body.error.code).toBe(
		'ENDORSEMENT_OUTSIDE_POLICY',
	);
	const recorded = (await send('GET', path)).body.data;
	expect(recorded.map(({ effective_on }: { effective_on: string }) => effective_on)).toEqual([
		'2026-03-01',
		'2026-06-01',
	]);
	expect(await eventsOf(id)).toEqual(['policy.issued', 'policy.endorsed', 'policy.endorsed']);
});

test('a group’s token sees its own group and policies and changes nothing; a member’s sees none', async () => {
	const [own, other] = [await issue(), await issue()];
	const scopes = ['policies:read', 'policies:write'];
	const as = { role: 'group', group_id: own.group_id, scopes } as const;
	const status = async (path: string) => (await send('GET', path, { as })).status;
	for (const [kind, mine, theirs] of [
		['policies', own.id, other.id],
		['groups', own.group_id, other.group_id],
	])
		expect([await status(`/api/v1/${kind}/${mine}`), await status(`/api/v1/${kind}/${theirs}`)]).toEqual([
			200, 404,
		]);
	expect(await status(`/api/v1/policies/${other.id}/fund-credits`)).toBe(404);
	const body = { ids: [own.id, other.id] };
	const many = await send('POST', '/api/v1/policies/batch-get', { as, body });
	expect(many.body.data.map(({ id }: { id: string }) => id)).toEqual([own.id]);
	const ids = [own.group_id, other.group_id];
	const groups = await send('POST', '/api/v1/groups/batch-get', { as, body: { ids } });
	expect(groups.body.data.map(({ id }: { id: string }) => id)).toEqual([own.group_id]);
	const asMember = { role: 'member', member_id: platform.newId(), scopes } as const;
	expect((await send('GET', '/api/v1/policies', { as: asMember })).body.data).toEqual([]);
	const change = await send('PATCH', `/api/v1/groups/${own.group_id}`, { as, body: { name: 'PT Kita' } });
	expect([change.status, change.body.error.code]).toEqual([403, 'SCOPE_MISSING']);
});

const hostile: [name: string, changes: object, code: string][] = [
	['a currency of words', { currency: 'rupiah' }, 'VALIDATION_FAILED'],
	[
		'two funds for excess',
		{ excess: { mode: 'any_cause', fund: 'buffer, non_benefit', add_room: false } },
		'VALIDATION_FAILED',
	],
	[
		'no fund for excess',
		{ excess: { mode: 'any_cause', fund: null, add_room: false } },
		'EXCESS_FUND_MISMATCH',
	],
	['a field of its own', { bonus: 1 }, 'VALIDATION_FAILED'],
	['a day that there is not', { from: '2026-02-30' }, 'VALIDATION_FAILED'],
	['an end before its beginning', { to: '2025-01-01' }, 'POLICY_DATES_INVERTED'],
];
test.each(hostile)('a policy with %s is refused by name', async (_, changes, code) => {
	const { id: group_id } = await register();
	const { status, body } = await send('POST', '/api/v1/policies', {
		body: { group_id, ...aPolicy(changes) },
	});
	expect([status, body.error.code]).toEqual([422, code]);
});

test('a list goes on after its cursor and filters by group and number', async () => {
	const { id: group_id } = await register();
	for (let n = 0; n < 3; n++) await send('POST', '/api/v1/policies', { body: { group_id, ...aPolicy() } });
	const path = `/api/v1/policies?group_id=${group_id}&limit=2`;
	const first = (await send('GET', path)).body;
	const rest = (await send('GET', `${path}&cursor=${first.metadata.page.next_cursor}`)).body;
	expect([first.data.length, rest.data.length, rest.metadata.page.next_cursor]).toEqual([2, 1, null]);
	const [one] = (await send('GET', `/api/v1/policies?number=${rest.data[0].number}`)).body.data;
	expect(one).toEqual(rest.data[0]);
});

test('a thousand policies come in one list, and again change nothing', async () => {
	const policies = Array.from({ length: 1_000 }, () => ({ group: aGroup(), policy: aPolicy() }));
	const first = await send('POST', '/api/v1/policy-imports', { body: { policies } });
	expect([first.status, first.body.data.created]).toEqual([201, 1_000]);
	const again = await send('POST', '/api/v1/policy-imports', { body: { policies } });
	expect(again.body.data.unchanged).toBe(1_000);
	expect(again.body.data.results[7]).toEqual({ ...first.body.data.results[7], outcome: 'unchanged' });
});

test('of a list the sound entries are taken and the others told why', async () => {
	const [group, policy] = [aGroup(), aPolicy()];
	await send('POST', '/api/v1/policy-imports', { body: { policies: [{ group, policy }] } });
	const classes = [...(policy as { classes: object[] }).classes, { class: 'board', plan_id: 'PLATINUM' }];
	const policies = [
		{ group: { ...group, name: 'PT Terus' }, policy: { ...policy, classes } },
		{ group, policy: { ...policy, currency: 'USD' } },
		{ group: aGroup(), policy: aPolicy({ to: '2020-01-01' }) },
	];
	const headers = { 'idempotency-key': 'policies-1' };
	const { body } = await send('POST', '/api/v1/policy-imports', { body: { policies }, headers });
	expect(body.data.results).toMatchObject([
		{ outcome: 'updated', problem: null },
		{ outcome: 'refused', policy_id: null, problem: { code: 'POLICY_DIFFERS' } },
		{ outcome: 'refused', problem: { code: 'POLICY_DATES_INVERTED' } },
	]);
	const { policy_id } = body.data.results[0];
	expect((await send('GET', `/api/v1/policies/${policy_id}`)).body.data.classes).toHaveLength(2);
	const again = await send('POST', '/api/v1/policy-imports', { body: { policies }, headers });
	expect(again.headers.get('idempotent-replayed')).toBe('true');
});
