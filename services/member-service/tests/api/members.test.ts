import { afterAll, expect, test } from 'bun:test';
import { aChild, aCoverage, anEmployee, GROUP, OTHER_GROUP, startMembers } from '../setup';

const { platform, admin, send, stop } = await startMembers();
afterAll(stop);

const enroll = async (person: object) => (await send('POST', '/api/v1/members', { body: person })).body.data;
type Page = { data: { id: string }[]; metadata: { page: { next_cursor: string | null } } };
const eventsOf = (member_id: string) =>
	admin`select event_type, key, data from member_service.outbox
		where data ->> 'member_id' = ${member_id} order by recorded_at`;

test('an employee is enrolled with family and coverage, told to the others and to the auditor', async () => {
	const { status, body } = await send('POST', '/api/v1/members', { body: anEmployee() });
	expect(status).toBe(201);
	const { id, family_id, member_number, subscriber_number, coverages } = body.data;
	expect(subscriber_number).toBe(member_number);
	expect(coverages).toMatchObject([{ from: '2026-01-01', to: null, plan_id: 'GOLD' }]);
	expect((await send('GET', `/api/v1/members/${id}`)).body.data).toEqual(body.data);
	const [event] = await eventsOf(id);
	expect(event).toMatchObject({
		event_type: 'member.enrolled',
		key: family_id,
		data: { member_id: id, family_id, from: '2026-01-01' },
	});
	const trail = await admin`select after::text from audit.entries where entity_id = ${id}`;
	expect(trail).toHaveLength(1);
	expect(trail[0]?.after).not.toMatch(/Dewi|Lestari|1985/);
});

test('a member number is enrolled once, and the same request again gives the same answer', async () => {
	const person = anEmployee();
	const headers = { 'idempotency-key': 'enroll-once' };
	const first = await send('POST', '/api/v1/members', { body: person, headers });
	const again = await send('POST', '/api/v1/members', { body: person, headers });
	expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
	expect(again.body).toEqual(first.body);
	expect(await eventsOf(first.body.data.id)).toHaveLength(1);
	const other = await send('POST', '/api/v1/members', { body: person });
	expect([other.status, other.body.error.code]).toEqual([409, 'MEMBER_NUMBER_TAKEN']);
});

test('of many who enroll one number at once exactly one succeeds', async () => {
	const person = anEmployee();
	const answers = await Promise.all(
		Array.from({ length: 12 }, () => send('POST', '/api/v1/members', { body: person })),
	);
	const statuses = answers.map(({ status }) => status).sort();
	expect(statuses).toEqual([201, ...Array.from({ length: 11 }, () => 409)]);
});

test('a change needs the version that was read last', async () => {
	const { id } = await enroll(anEmployee());
	const etag = (await send('GET', `/api/v1/members/${id}`)).headers.get('etag') ?? '';
	const patch = (is_student: boolean) =>
		send('PATCH', `/api/v1/members/${id}`, { body: { is_student }, headers: { 'if-match': etag } });
	const changed = await patch(true);
	expect([changed.status, changed.body.data.is_student, changed.headers.get('etag')]).toEqual([
		200,
		true,
		'"2"',
	]);
	const stale = await patch(false);
	expect([stale.status, stale.body.error.code]).toEqual([412, 'CONCURRENT_CHANGE']);
	expect((await eventsOf(id)).map(({ event_type }) => event_type)).toEqual([
		'member.enrolled',
		'member.changed',
	]);
});

test('without a version all of many changes at once are made, one after the other', async () => {
	const { id } = await enroll(anEmployee());
	const changes = [{ is_student: true }, { is_disabled: true }, { given_name: 'Ayu' }];
	await Promise.all(changes.map((body) => send('PATCH', `/api/v1/members/${id}`, { body })));
	const { body, headers } = await send('GET', `/api/v1/members/${id}`);
	expect(body.data).toMatchObject({ is_student: true, is_disabled: true, given_name: 'Ayu' });
	expect(headers.get('etag')).toBe('"4"');
});

test('a coverage is added, ended and withdrawn, and each is told', async () => {
	const { id, coverages } = await enroll(anEmployee());
	const path = `/api/v1/members/${id}/coverages`;
	const overlapping = await send('POST', path, {
		body: aCoverage({ plan_id: 'SILVER', from: '2026-07-01' }),
	});
	expect([overlapping.status, overlapping.body.error.code]).toEqual([409, 'COVERAGE_OVERLAPS']);
	expect(overlapping.body.error.details[0].message).toStartWith(
		'GOLD from 2026-01-01 and SILVER from 2026-07-01',
	);
	for (const plan_id of ['NO-SUCH', 'DRAFT']) {
		const unknown = await send('POST', path, { body: aCoverage({ plan_id, from: '2030-01-01' }) });
		expect([unknown.status, unknown.body.error.code]).toEqual([422, 'PLAN_UNKNOWN']);
	}
	await send('PATCH', `${path}/${coverages[0].id}`, { body: { to: '2026-06-30' } });
	const added = await send('POST', path, { body: aCoverage({ plan_id: 'SILVER', from: '2026-07-01' }) });
	expect([added.status, added.body.data.coverages.length]).toEqual([201, 2]);
	const withdrawn = await send('DELETE', `${path}/${added.body.data.coverages[1].id}`);
	expect(withdrawn.body.data.coverages).toMatchObject([{ to: '2026-06-30' }]);
	expect((await send('DELETE', `${path}/${added.body.data.coverages[1].id}`)).status).toBe(404);
	const types = (await eventsOf(id)).map(({ event_type }) => event_type);
	expect(types).toEqual(['member.enrolled', ...Array.from({ length: 3 }, () => 'member.coverage.changed')]);
});

test('eligibility is answered for a date with its coverage or its reason', async () => {
	const { id } = await enroll(anEmployee());
	const on = async (date: string) =>
		(await send('GET', `/api/v1/members/${id}/eligibility?date=${date}`)).body.data;
	expect(await on('2026-11-23')).toMatchObject({ is_eligible: true, coverage: { plan_id: 'GOLD' } });
	expect(await on('2025-12-31')).toMatchObject({
		is_eligible: false,
		reason: 'before_coverage',
		coverage: null,
	});
	expect((await send('GET', `/api/v1/members/${id}/eligibility?date=2026-02-30`)).status).toBe(422);
});

test('a list goes on after its cursor and filters by family, group and number', async () => {
	const employee = await enroll(anEmployee({ group_id: OTHER_GROUP }));
	for (let n = 0; n < 4; n++) await enroll(aChild(employee.subscriber_number));
	const path = `/api/v1/members?family_id=${employee.family_id}&limit=2`;
	const seen: string[] = [];
	for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 5; pages++) {
		const page: Page = (await send('GET', `${path}${cursor ? `&cursor=${cursor}` : ''}`)).body;
		seen.push(...page.data.map(({ id }) => id));
		cursor = page.metadata.page.next_cursor;
	}
	expect(seen).toHaveLength(5);
	expect(new Set(seen).size).toBe(5);
	expect((await send('GET', `/api/v1/members?group_id=${OTHER_GROUP}`)).body.data).toHaveLength(5);
	const [one] = (await send('GET', `/api/v1/members?member_number=${employee.member_number}`)).body.data;
	expect(one.id).toBe(employee.id);
});

test('a name is searched by how it begins, in any case, and only in a body', async () => {
	const { id } = await enroll(anEmployee({ given_name: 'Zaenal', family_name: 'O_Brien%' }));
	const search = async (body: object) =>
		(await send('POST', '/api/v1/members/searches', { body })).body.data.map((one: { id: string }) => one.id);
	expect(await search({ name: 'zae' })).toEqual([id]);
	expect(await search({ name: 'o_bri' })).toEqual([id]);
	expect(await search({ name: 'o%rien' })).toEqual([]);
	expect(await search({ name: 'zae', birth_date: '2001-01-01' })).toEqual([]);
	expect((await send('GET', '/api/v1/members?name=zae')).status).toBe(422);
});

test("a member's token sees that member alone, a group's its own people, a provider's nobody", async () => {
	const dewi = await enroll(anEmployee());
	const other = await enroll(anEmployee({ group_id: OTHER_GROUP }));
	const scopes = ['members:read', 'members:write'];
	const asMember = { role: 'member', member_id: dewi.id, scopes } as const;
	const asGroup = { role: 'group', group_id: GROUP, scopes } as const;
	const asProvider = { role: 'provider', provider_id: platform.newId(), scopes } as const;
	const status = async (as: object, id: string) =>
		(await send('GET', `/api/v1/members/${id}`, { as })).status;
	expect([await status(asMember, dewi.id), await status(asMember, other.id)]).toEqual([200, 404]);
	expect([await status(asGroup, dewi.id), await status(asGroup, other.id)]).toEqual([200, 404]);
	expect(await status(asProvider, dewi.id)).toBe(404);
	const many = await send('POST', '/api/v1/members/batch-get', {
		as: asMember,
		body: { ids: [dewi.id, other.id] },
	});
	expect(many.body.data.map(({ id }: { id: string }) => id)).toEqual([dewi.id]);
	const matched = await send('POST', '/api/v1/members/matches', {
		as: asGroup,
		body: { people: [{ member_number: other.member_number, is_subscriber: true }] },
	});
	expect(matched.body.data).toEqual([null]);
	const change = await send('PATCH', `/api/v1/members/${dewi.id}`, {
		as: asMember,
		body: { status: 'ended' },
	});
	expect([change.status, change.body.error.code]).toEqual([403, 'SCOPE_MISSING']);
});

const hostile: [name: string, body: object][] = [
	['has no coverage', anEmployee({ coverages: [] })],
	['was born on a day that does not exist', anEmployee({ birth_date: '2023-02-29' })],
	['has an unknown field', anEmployee({ salary: 1 })],
	['has a group that is no id', anEmployee({ group_id: "'; drop table members" })],
	['has a number of spaces', anEmployee({ member_number: '   ' })],
];
test.each(hostile)('a person who %s is refused at the door and nothing of it repeated', async (_, body) => {
	const answer = await send('POST', '/api/v1/members', { body });
	expect([answer.status, answer.body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
	expect(JSON.stringify(answer.body)).not.toMatch(/Dewi|drop table/);
});

test('a text with a NUL byte is a named problem, not a broken database', async () => {
	const { status } = await send('POST', '/api/v1/members', {
		body: anEmployee({ given_name: 'De\u0000wi' }),
	});
	expect(status).toBe(422);
	expect((await send('GET', '/api/v1/members?member_number=%00')).status).toBe(422);
});

test('an address that is no id and a member who is not there answer alike in the envelope', async () => {
	expect((await send('GET', '/api/v1/members/42')).body.error.code).toBe('VALIDATION_FAILED');
	expect((await send('GET', `/api/v1/members/${platform.newId()}`)).body.error.code).toBe('NOT_FOUND');
	expect((await send('GET', '/api/v1/members?cursor=zzz')).body.error.code).toBe('CURSOR_INVALID');
});
