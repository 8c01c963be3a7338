import { afterAll, describe, expect, test } from 'bun:test';
import { testService } from '@claims-askes/chassis/testing/service';
import { startUpstream } from '@claims-askes/chassis/testing/upstream';
import type { Enrolment, EnrolmentCoverage } from '@claims-askes/sdk/claim';
import { writeEnrolments } from '@claims-askes/sdk/x12';
import { settings } from '../../src/config';
import { aCoverage, anEmployee, GROUP, OTHER_GROUP, POLICY, PUBLISHED, withPeersAt } from '../setup';

const DENTAL_POLICY = '019a0000-0000-7000-8000-000000000012';

/** A member of several products: told by an 834 with several HD loops, or by lists. */
const peers = startUpstream({
	...PUBLISHED,
	'GET /api/v1/policies': { data: [{ id: POLICY, group_id: GROUP, classes: [{ plan_id: 'GOLD' }] }] },
	'GET /api/v1/policies?number=DEN-1&limit=1': {
		data: [{ id: DENTAL_POLICY, group_id: GROUP, classes: [{ plan_id: 'DENTAL' }] }],
	},
	'GET /api/v1/policies?number=THEIRS&limit=1': {
		data: [{ id: DENTAL_POLICY, group_id: OTHER_GROUP, classes: [{ plan_id: 'DENTAL' }] }],
	},
	'GET /api/v1/policies?number=SUBGROUP-7&limit=1': { data: [] },
	[`GET /api/v1/policies?number=${'9'.repeat(61)}&limit=1`]: { status: 422 },
});
const scopes = ['members:read', 'members:write'];
const { send, stop } = await testService('member-service', settings, withPeersAt(peers.url), scopes);
afterAll(() => Promise.all([stop(), peers.close()]));

let made = 0;

const hd = (plan: string | undefined, changes: Partial<EnrolmentCoverage> = {}): EnrolmentCoverage => ({
	maintenance_type: 'add',
	insurance_line: plan === 'DENTAL' ? 'DEN' : 'HLT',
	...(plan && { plan }),
	begin_date: '2026-01-01',
	...changes,
});
const ending = (plan: string | undefined, end_date: string) =>
	hd(plan, { maintenance_type: 'cancel', begin_date: undefined, end_date });

const aMember = (coverages: EnrolmentCoverage[], changes: Partial<Enrolment> = {}): Enrolment => ({
	sponsor: { name: 'ACME', id: 'G-1', id_qualifier: '94' },
	insurer: { name: 'PAYER', id: 'P1', id_qualifier: '94' },
	master_policy: 'POL-1',
	file_action: '2',
	is_subscriber: true,
	relationship: 'self',
	maintenance_type: 'add',
	benefit_status: 'A',
	subscriber_number: `P-${++made}`,
	member: { last_name: 'LESTARI', first_name: 'DEWI', birth_date: '1985-04-12', sex: 'female' },
	coverages,
	...changes,
});

/** What the file says, carried out; answers the first result. */
async function carryOut(...members: Enrolment[]) {
	const to = { sender: { id: 'ACME' }, receiver: { id: 'PAYER' }, controlNumber: 3, at: '2026-03-02T10:30' };
	const { status, body } = await send('POST', '/api/v1/enrollment-files', {
		rawBody: (await Array.fromAsync(writeEnrolments(members, to))).join(''),
		headers: { 'content-type': 'application/edi-x12', 'idempotency-key': `products-${++made}` },
	});
	expect(status).toBe(201);
	return body.data.results[0];
}

const heldBy = async (id: string) =>
	(await send('GET', `/api/v1/members/${id}`)).body.data.coverages
		.map((one: Record<string, unknown>) => [one.plan_id, one.product, one.from, one.to])
		.sort();

test('each HD loop is a coverage of its own product, and the file again changes nothing', async () => {
	const member = aMember([hd('GOLD'), hd('DENTAL'), hd('VISION')]);
	const { outcome, member_id } = await carryOut(member);
	expect(outcome).toBe('created');
	expect(await heldBy(member_id)).toEqual([
		['DENTAL', 'dental', '2026-01-01', null],
		['GOLD', null, '2026-01-01', null],
		['VISION', 'vision', '2026-01-01', null],
	]);
	expect((await carryOut(member)).outcome).toBe('unchanged');
});

test('a change of one product’s plan ends the plan before it and leaves the others alone', async () => {
	const member = aMember([hd('GOLD'), hd('DENTAL')]);
	const { member_id } = await carryOut(member);
	const richer = hd('DENTAL-2', { begin_date: '2026-07-01' });
	await carryOut({ ...member, maintenance_type: 'change', coverages: [richer] });
	expect(await heldBy(member_id)).toEqual([
		['DENTAL', 'dental', '2026-01-01', '2026-06-30'],
		['DENTAL-2', 'dental', '2026-07-01', null],
		['GOLD', null, '2026-01-01', null],
	]);
	const second = {
		...member,
		coverages: [hd('DENTAL', { begin_date: '2026-06-15', end_date: '2026-09-30' })],
	};
	expect((await carryOut(second)).problem).toMatchObject({
		code: 'COVERAGE_OVERLAPS',
		details: [{ message: 'DENTAL from 2026-01-01 and DENTAL from 2026-06-15 are both of dental' }],
	});
});

test('one product ends by its plan, also of a member who is cancelled for it alone', async () => {
	for (const maintenance_type of ['change', 'cancel'] as const) {
		const member = aMember([hd('GOLD'), hd('DENTAL')]);
		const { member_id } = await carryOut(member);
		await carryOut({ ...member, maintenance_type, coverages: [ending('DENTAL', '2026-03-31')] });
		expect(await heldBy(member_id)).toEqual([
			['DENTAL', 'dental', '2026-01-01', '2026-03-31'],
			['GOLD', null, '2026-01-01', null],
		]);
	}
});

test('an ending without a plan means the product that is alone, and none of several', async () => {
	const [one, two] = [aMember([hd('DENTAL')]), aMember([hd('GOLD'), hd('DENTAL')])];
	const alone = (await carryOut(one)).member_id;
	await carryOut(two);
	const coverages = [ending(undefined, '2026-03-31')];
	await carryOut({ ...one, maintenance_type: 'change', coverages });
	expect(await heldBy(alone)).toEqual([['DENTAL', 'dental', '2026-01-01', '2026-03-31']]);
	const refused = await carryOut({ ...two, maintenance_type: 'change', coverages });
	expect(refused.problem.code).toBe('ENDING_AMBIGUOUS');
});

test('whoever leaves on a day loses every product, the family too', async () => {
	const employee = aMember([hd('GOLD'), hd('DENTAL', { begin_date: '2026-05-01' })]);
	const child = aMember([hd('GOLD'), hd('DENTAL')], {
		is_subscriber: false,
		relationship: 'child',
		subscriber_number: employee.subscriber_number,
		member: { last_name: 'LESTARI', first_name: 'BUDI', birth_date: '2015-06-01', sex: 'male' },
		identifiers: [{ qualifier: '23', value: `${employee.subscriber_number}-1` }],
	});
	const { member_id } = await carryOut(employee, child);
	const dependant = (await carryOut(child)).member_id;
	const leaving = { ...employee, maintenance_type: 'cancel' as const, eligibility_end: '2026-03-31' };
	expect(await carryOut({ ...leaving, coverages: [ending('DENTAL', '2026-03-31')] })).toMatchObject({
		dependants_ended: 1,
	});
	expect(await heldBy(member_id)).toEqual([['GOLD', null, '2026-01-01', '2026-03-31']]);
	expect(await heldBy(dependant)).toEqual([
		['DENTAL', 'dental', '2026-01-01', '2026-03-31'],
		['GOLD', null, '2026-01-01', '2026-03-31'],
	]);
});

describe('a coverage that names a group or policy number of its own (REF 1L)', () => {
	const under = (number: string) => ({ identifiers: [{ qualifier: '1L', value: number }] });
	const policiesOf = async (id: string) =>
		(await send('GET', `/api/v1/members/${id}`)).body.data.coverages
			.map((one: Record<string, unknown>) => [one.plan_id, one.policy_id, one.to])
			.sort();

	test('is under that policy, and its plan is found among those of it', async () => {
		const dental = hd(undefined, { insurance_line: 'DEN', ...under('DEN-1') });
		const member = aMember([hd('GOLD'), dental]);
		const { member_id } = await carryOut(member);
		expect(await policiesOf(member_id)).toEqual([
			['DENTAL', DENTAL_POLICY, null],
			['GOLD', POLICY, null],
		]);
		expect((await carryOut(member)).outcome).toBe('unchanged');
		const off = { ...dental, maintenance_type: 'cancel' as const, end_date: '2026-03-31' };
		await carryOut({ ...member, maintenance_type: 'change', coverages: [off] });
		expect(await policiesOf(member_id)).toEqual([
			['DENTAL', DENTAL_POLICY, '2026-03-31'],
			['GOLD', POLICY, null],
		]);
	});

	test('is all that names one, where neither file nor member do', async () => {
		const alone = aMember([hd('DENTAL', under('DEN-1'))], { master_policy: undefined });
		expect(await policiesOf((await carryOut(alone)).member_id)).toEqual([['DENTAL', DENTAL_POLICY, null]]);
	});

	test('ends with all others when the member leaves', async () => {
		const member = aMember([hd('GOLD'), hd('DENTAL', under('DEN-1'))]);
		const { member_id } = await carryOut(member);
		await carryOut({ ...member, maintenance_type: 'cancel', eligibility_end: '2026-03-31' });
		expect(await policiesOf(member_id)).toEqual([
			['DENTAL', DENTAL_POLICY, '2026-03-31'],
			['GOLD', POLICY, '2026-03-31'],
		]);
	});

	test('is under the member’s policy by a number that is no policy’s, and refused under another group’s', async () => {
		const subgroup = aMember([hd('DENTAL', under('SUBGROUP-7'))]);
		expect(await policiesOf((await carryOut(subgroup)).member_id)).toEqual([['DENTAL', POLICY, null]]);
		const long = aMember([hd('DENTAL', under('9'.repeat(61)))]);
		expect(await policiesOf((await carryOut(long)).member_id)).toEqual([['DENTAL', POLICY, null]]);
		const theirs = aMember([hd('DENTAL', under('THEIRS'))]);
		expect((await carryOut(theirs)).problem.code).toBe('POLICY_OF_ANOTHER_GROUP');
	});
});

test('a list enrolls into several products, and refuses who wants a plan that nobody has published', async () => {
	const coverages = ['GOLD', 'DENTAL'].map((plan_id) => aCoverage({ plan_id }));
	const people = [anEmployee({ coverages }), anEmployee({ coverages: [aCoverage({ plan_id: 'NO-SUCH' })] })];
	const { body } = await send('POST', '/api/v1/enrollments', { body: { people } });
	expect(body.data.results).toMatchObject([{ outcome: 'created' }, { problem: { code: 'PLAN_UNKNOWN' } }]);
	expect(await heldBy(body.data.results[0].member_id)).toHaveLength(2);
});
