import { afterAll, beforeAll, expect, test } from 'bun:test';
import { aChild, aCoverage, anEmployee, startMembers } from '../setup';

const { admin, send, stop } = await startMembers();
afterAll(stop);

const BIRTH = '2015-06-01';

beforeAll(async () => {
	const people = [
		anEmployee({ member_number: 'CARD-1', subscriber_number: 'FAM-1', given_name: 'Dewi' }),
		aChild('FAM-1', { member_number: 'CARD-2', given_name: 'Budi', birth_date: BIRTH }),
		aChild('FAM-1', { member_number: 'CARD-3', given_name: 'Bayu', birth_date: BIRTH }),
		aChild('FAM-1', { member_number: 'CARD-4', given_name: 'Citra', birth_date: '2019-01-01' }),
		anEmployee({ member_number: 'SOLO', given_name: 'Eka', birth_date: BIRTH }),
	];
	const { body } = await send('POST', '/api/v1/enrollments', { body: { people } });
	expect(body.data.refused).toBe(0);
});

test("each is told with who holds the family's policy: the employee, of themselves too, and nobody where none is on record", async () => {
	const people = ['CARD-1', 'CARD-2', 'SOLO'].map((member_number) => ({
		member_number,
		is_subscriber: member_number !== 'CARD-2',
	}));
	const ask = async () => (await send('POST', '/api/v1/members/matches', { body: { people } })).body.data;
	const [employee, child, single] = await ask();
	expect([employee.subscriber_id, child.subscriber_id]).toEqual([employee.id, employee.id]);
	expect(single.subscriber_id).toBe(single.id);
	const orphan = anEmployee({ member_number: 'ORPHAN' });
	expect((await send('POST', '/api/v1/enrollments', { body: { people: [orphan] } })).body.data.refused).toBe(
		0,
	);
	// As lists that were taken over from elsewhere may have it.
	await admin`update member_service.members set relationship = 'child' where member_number = 'ORPHAN'`;
	people.splice(0, Infinity, { member_number: 'ORPHAN', is_subscriber: false });
	expect(await ask()).toMatchObject([{ member_number: 'ORPHAN', subscriber_id: null }]);
});

/** The given name of whoever the person on the claim is. */
const match = async (...people: object[]): Promise<(string | null)[]> => {
	const { body } = await send('POST', '/api/v1/members/matches', { body: { people } });
	return body.data.map((member: { given_name: string } | null) => member?.given_name ?? null);
};

const cases: [rule: string, person: object, name: string | null][] = [
	['a person is known by their own number', { member_number: 'CARD-3', is_subscriber: false }, 'Bayu'],
	[
		'a dependant with a card of their own may be billed as the subscriber',
		{ member_number: 'CARD-2', is_subscriber: true },
		'Budi',
	],
	[
		"the family's number with the subscriber is the employee",
		{ member_number: 'FAM-1', is_subscriber: true },
		'Dewi',
	],
	["the employee's own number is the employee", { member_number: 'CARD-1', is_subscriber: true }, 'Dewi'],
	[
		"the family's number and a birth date are that dependant",
		{ member_number: 'FAM-1', is_subscriber: false, birth_date: '2019-01-01' },
		'Citra',
	],
	[
		"so are the employee's number and a birth date",
		{ member_number: 'CARD-1', is_subscriber: false, birth_date: '2019-01-01' },
		'Citra',
	],
	[
		'of twins the given name tells, in any case',
		{ member_number: 'FAM-1', is_subscriber: false, birth_date: BIRTH, given_name: 'BAYU' },
		'Bayu',
	],
	[
		'twins without a name are nobody',
		{ member_number: 'FAM-1', is_subscriber: false, birth_date: BIRTH },
		null,
	],
	[
		'twins with a name that neither has are nobody',
		{ member_number: 'FAM-1', is_subscriber: false, birth_date: BIRTH, given_name: 'Joko' },
		null,
	],
	['a dependant without a birth date is nobody', { member_number: 'FAM-1', is_subscriber: false }, null],
	[
		'an employee is never their own dependant',
		{ member_number: 'SOLO', is_subscriber: false, birth_date: BIRTH },
		null,
	],
	['an unknown number is nobody', { member_number: 'CARD-9', is_subscriber: true, birth_date: BIRTH }, null],
];
test.each(cases)('%s', async (_, person, name) => {
	expect(await match(person)).toEqual([name]);
});

test('a thousand people are answered in their order, by one call', async () => {
	const people = Array.from({ length: 1_000 }, (_, at) => cases[at % cases.length]?.[1] ?? {});
	const names = Array.from({ length: 1_000 }, (_, at) => cases[at % cases.length]?.[2] ?? null);
	expect(await match(...people)).toEqual(names);
});

test('a match says the same as the member does, with every coverage, the earliest first', async () => {
	const years = ['2026', '2024', '2025'];
	const coverages = years.map((year) => aCoverage({ from: `${year}-01-01`, to: `${year}-12-31` }));
	const enrolled = await send('POST', '/api/v1/members', {
		body: anEmployee({ member_number: 'LONG', pre_existing: ['E11', 'I10'], coverages }),
	});
	const people = [{ member_number: 'LONG', is_subscriber: true }];
	const { body } = await send('POST', '/api/v1/members/matches', {
		body: { people: [...people, ...people] },
	});
	const member = (await send('GET', `/api/v1/members/${enrolled.body.data.id}`)).body.data;
	const match = { ...member, subscriber_id: member.id };
	expect(body.data).toEqual([match, match]);
	expect(member.coverages.map(({ from }: { from: string }) => from)).toEqual([
		'2024-01-01',
		'2025-01-01',
		'2026-01-01',
	]);
});

test('of a member without a coverage there is the member', async () => {
	const { body } = await send('POST', '/api/v1/members', { body: anEmployee({ member_number: 'BARE' }) });
	const { id, coverages } = body.data;
	await admin`delete from member_service.coverages where id = ${coverages[0].id}`;
	const matches = await send('POST', '/api/v1/members/matches', {
		body: { people: [{ member_number: 'BARE', is_subscriber: true }] },
	});
	expect(matches.body.data).toMatchObject([{ id, coverages: [] }]);
});
