import { afterAll, expect, test } from 'bun:test';
import { aChild, aCoverage, anEmployee, startMembers } from '../setup';

const { admin, send, stop } = await startMembers();
afterAll(stop);

const enroll = (people: readonly object[], headers = {}) =>
	send('POST', '/api/v1/enrollments', { body: { people }, headers });
const counted = async () => {
	const [row] = await admin`select (select count(*)::int from member_service.members) as members,
		(select count(*)::int from member_service.coverages) as coverages,
		(select count(*)::int from member_service.outbox) as events,
		(select count(*)::int from audit.entries) as audited`;
	return row;
};

test('a thousand people are enrolled at once, and the list again changes nothing', async () => {
	const employees = Array.from({ length: 250 }, () => anEmployee());
	const people = employees.flatMap((employee) => [
		aChild(employee.member_number),
		employee,
		aChild(employee.member_number, { birth_date: '2018-02-03' }),
		aChild(employee.member_number, { relationship: 'spouse', birth_date: '1986-01-01' }),
	]);
	const { status, body } = await enroll(people);
	expect([status, body.data.created, body.data.refused]).toEqual([201, 1_000, 0]);
	expect(await counted()).toEqual({ members: 1_000, coverages: 1_000, events: 1_000, audited: 1_000 });
	const again = await enroll(people);
	expect([again.body.data.unchanged, again.body.data.created]).toEqual([1_000, 0]);
	expect(await counted()).toEqual({ members: 1_000, coverages: 1_000, events: 1_000, audited: 1_000 });
	expect(again.body.data.results[0]).toEqual({ ...body.data.results[0], outcome: 'unchanged' });
});

test('an update renews coverage, and who cannot be enrolled is told why without stopping the others', async () => {
	const employee = anEmployee();
	await enroll([employee]);
	const renewed = {
		...employee,
		family_name: 'Lestari-Putri',
		coverages: [aCoverage({ to: '2026-12-31' }), aCoverage({ from: '2027-01-01', plan_id: 'SILVER' })],
	};
	const { body } = await enroll([renewed, aChild('NOBODY'), aChild(employee.member_number)]);
	expect(body.data.results).toMatchObject([
		{ outcome: 'updated', problem: null },
		{ outcome: 'refused', member_id: null, problem: { code: 'SUBSCRIBER_UNKNOWN' } },
		{ outcome: 'created', family_id: body.data.results[0].family_id },
	]);
	const member = (await send('GET', `/api/v1/members/${body.data.results[0].member_id}`)).body.data;
	expect(member.coverages).toMatchObject([
		{ from: '2026-01-01', to: '2026-12-31' },
		{ from: '2027-01-01', to: null, plan_id: 'SILVER' },
	]);
	expect(member.family_name).toBe('Lestari-Putri');
});

test('lists with the same people at the same time enroll each of them once', async () => {
	const people = Array.from({ length: 40 }, () => anEmployee());
	const before = await counted();
	const answers = await Promise.all([enroll(people), enroll(people.toReversed()), enroll(people)]);
	expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
	expect((await counted())?.members).toBe((before?.members ?? 0) + 40);
	expect(answers.reduce((sum, { body }) => sum + body.data.created, 0)).toBe(40);
});

test('the same key gives the first answer, even where the second would tell another outcome', async () => {
	const headers = { 'idempotency-key': 'list-7' };
	const people = [anEmployee()];
	const first = await enroll(people, headers);
	const again = await enroll(people, headers);
	expect(again.headers.get('idempotent-replayed')).toBe('true');
	expect(again.body).toEqual(first.body);
	expect((await enroll([anEmployee()], headers)).body.error.code).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('more than a thousand people are too many for one list', async () => {
	const people = Array.from({ length: 1_001 }, () => anEmployee());
	expect((await enroll(people)).body.error.code).toBe('VALIDATION_FAILED');
});
