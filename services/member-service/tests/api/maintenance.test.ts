import { afterAll, expect, test } from 'bun:test';
import type { Peers } from '@claims-askes/chassis/peers/peers';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { startUpstream } from '@claims-askes/chassis/testing/upstream';
import { createAskes } from '@claims-askes/sdk';
import type { Enrolment } from '@claims-askes/sdk/claim';
import { writeEnrolments } from '@claims-askes/sdk/x12';
import { buildApp } from '../../src/app';
import { settings } from '../../src/config';
import { GROUP, POLICY, PUBLISHED } from '../setup';

const policyOf = (...plans: string[]) => ({
	data: [{ id: POLICY, group_id: GROUP, classes: plans.map((plan_id) => ({ class: plan_id[0], plan_id })) }],
});
const answers: Record<string, { data: unknown }> = {
	'GET /api/v1/policies': policyOf('GOLD'),
	...PUBLISHED,
};
const policies = startUpstream(answers);
const database = await testDatabase('member-service');
const platform = testPlatform('member-service', settings, { DATABASE_URL: database.url });
const admin = testPlatform('member-service', settings, { DATABASE_URL: database.adminUrl });
const peers: Peers = {
	...platform.peers,
	during: () => createAskes({ baseUrl: policies.url, auth: 'a-token' }),
};
const send = testClient(buildApp(Object.assign(Object.create(platform), { peers })), {
	scopes: ['members:read', 'members:write'],
});
afterAll(async () => {
	await Promise.all([platform.sql.end(), admin.sql.end(), policies.close()]);
	await database.drop();
});

let made = 0;

const anEmployee = (changes: Partial<Enrolment> = {}): Enrolment => ({
	sponsor: { name: 'ACME', id: 'G-1', id_qualifier: '94' },
	insurer: { name: 'PAYER', id: 'P1', id_qualifier: '94' },
	master_policy: 'POL-1',
	file_action: '2',
	is_subscriber: true,
	relationship: 'self',
	maintenance_type: 'add',
	benefit_status: 'A',
	subscriber_number: `F-${++made}`,
	member: { last_name: 'LESTARI', first_name: 'DEWI', birth_date: '1985-04-12', sex: 'female' },
	coverages: [{ maintenance_type: 'add', insurance_line: 'HLT', plan: 'GOLD', begin_date: '2026-01-01' }],
	...changes,
});

const aChildOf = (employee: Enrolment, changes: Partial<Enrolment> = {}): Enrolment => ({
	...employee,
	is_subscriber: false,
	relationship: 'child',
	member: {
		last_name: 'LESTARI',
		first_name: 'BUDI',
		birth_date: '2015-06-01',
		sex: 'male',
	},
	identifiers: [{ qualifier: '23', value: `${employee.subscriber_number}-1` }],
	...changes,
});

const change = (...enrolments: Enrolment[]) =>
	send('POST', '/api/v1/enrollment-changes', { body: { enrolments } });
const coveragesOf = async (id: string) =>
	(await send('GET', `/api/v1/members/${id}`)).body.data.coverages.map(
		({ plan_id, from, to }: Record<string, unknown>) => [plan_id, from, to],
	);
const ended = (enrolment: Enrolment, eligibility_end?: string): Enrolment => ({
	...enrolment,
	maintenance_type: 'cancel',
	coverages: [],
	...(eligibility_end ? { eligibility_end } : {}),
});

test('an employee and a child are added, the file again changes nothing', async () => {
	const employee = anEmployee();
	const file = [aChildOf(employee), employee];
	const { status, body } = await change(...file);
	expect([status, body.data.created, body.data.refused]).toEqual([201, 2, 0]);
	const [child, parent] = body.data.results;
	expect(child).toMatchObject({
		member_number: `${employee.subscriber_number}-1`,
		family_id: parent.family_id,
	});
	expect(await coveragesOf(child.member_id)).toEqual([['GOLD', '2026-01-01', null]]);
	const [before] = await admin.sql`select count(*)::int as events from member_service.outbox`;
	expect((await change(...file)).body.data).toMatchObject({ unchanged: 2, created: 0, updated: 0 });
	expect((await admin.sql`select count(*)::int as events from member_service.outbox`)[0]).toEqual(before);
});

test('a change of plan ends the plan before it; a changed name is taken over', async () => {
	const employee = anEmployee();
	const [{ member_id }] = (await change(employee)).body.data.results;
	const changed = anEmployee({
		...employee,
		maintenance_type: 'change',
		member: { ...employee.member, last_name: 'PUTRI' },
		coverages: [
			{ maintenance_type: 'change', insurance_line: 'HLT', plan: 'SILVER', begin_date: '2026-07-01' },
		],
	});
	expect((await change(changed)).body.data.updated).toBe(1);
	expect(await coveragesOf(member_id)).toEqual([
		['GOLD', '2026-01-01', '2026-06-30'],
		['SILVER', '2026-07-01', null],
	]);
	expect((await send('GET', `/api/v1/members/${member_id}`)).body.data.family_name).toBe('PUTRI');
});

test('an employee who leaves takes the family along; a coverage that never began is taken back', async () => {
	const employee = anEmployee();
	const child = aChildOf(employee, {
		coverages: [{ maintenance_type: 'add', insurance_line: 'HLT', plan: 'GOLD', begin_date: '2026-05-01' }],
	});
	const [parent, dependant] = (await change(employee, child)).body.data.results;
	const { results } = (await change(ended(employee, '2026-03-31'))).body.data;
	expect(results).toMatchObject([{ outcome: 'updated', dependants_ended: 1 }]);
	expect(await coveragesOf(parent.member_id)).toEqual([['GOLD', '2026-01-01', '2026-03-31']]);
	expect(await coveragesOf(dependant.member_id)).toEqual([]);
	expect((await change(ended(employee, '2026-03-31'))).body.data.unchanged).toBe(1);
});

test('one coverage is cancelled while the member stays, and is reinstated', async () => {
	const employee = anEmployee();
	const [{ member_id }] = (await change(employee)).body.data.results;
	const [coverage] = employee.coverages;
	if (!coverage) throw new Error('no coverage');
	await change({
		...employee,
		maintenance_type: 'change',
		coverages: [{ ...coverage, maintenance_type: 'cancel', begin_date: undefined, end_date: '2026-08-31' }],
	});
	expect(await coveragesOf(member_id)).toEqual([['GOLD', '2026-01-01', '2026-08-31']]);
	await change({ ...employee, maintenance_type: 'reinstate' });
	expect(await coveragesOf(member_id)).toEqual([['GOLD', '2026-01-01', null]]);
});

test('each is refused by a reason of their own, and the others go on', async () => {
	const good = anEmployee();
	const { body } = await change(
		ended(anEmployee(), '2026-03-31'),
		ended(good),
		anEmployee({ subscriber_number: undefined }),
		anEmployee({
			relationship: 'mother',
			is_subscriber: false,
			identifiers: [{ qualifier: '23', value: 'M-9' }],
		}),
		anEmployee({ member: { last_name: 'X' } }),
		anEmployee({ master_policy: undefined }),
		anEmployee({ master_policy: ' ' }),
		good,
	);
	expect(
		body.data.results.map(({ problem }: { problem: { code: string } | null }) => problem?.code ?? null),
	).toEqual([
		'MEMBER_UNKNOWN',
		'ENDING_WITHOUT_DAY',
		'MEMBER_NUMBER_MISSING',
		'RELATIONSHIP_NOT_COVERED',
		'FACTS_MISSING',
		'POLICY_UNKNOWN',
		'POLICY_UNKNOWN',
		null,
	]);
});

test('a plan that nobody knows is refused by name, one that is published beyond the policy is not', async () => {
	const under = (plan: string): Partial<Enrolment> => ({
		coverages: [{ maintenance_type: 'add', insurance_line: 'HLT', plan, begin_date: '2026-01-01' }],
	});
	const { body } = await change(anEmployee(under('GOLD PPO 500')), anEmployee(under('SILVER')), anEmployee());
	expect(body.data).toMatchObject({ created: 2, refused: 1 });
	expect(body.data.results[0]).toMatchObject({ member_id: null, problem: { code: 'PLAN_UNKNOWN' } });
	const leaver = anEmployee();
	const [coverage] = leaver.coverages;
	if (!coverage) throw new Error('no coverage');
	await change(leaver);
	const withoutDental = {
		...coverage,
		plan: 'DENTAL',
		maintenance_type: 'cancel' as const,
		end_date: '2026-08-31',
	};
	expect(
		(await change({ ...leaver, maintenance_type: 'change', coverages: [coverage, withoutDental] })).body.data
			.refused,
	).toBe(0);
});

test('a plan that HD04 leaves out is found by REF CE or by its line of insurance, or refused by name', async () => {
	const under = (insurance_line: string, ce?: string): Partial<Enrolment> => ({
		coverages: [
			{
				...{ maintenance_type: 'add', insurance_line, begin_date: '2026-01-01' },
				...(ce && { identifiers: [{ qualifier: 'CE', value: ce }] }),
			},
		],
	});
	const { body } = await change(
		anEmployee(under('HLT')),
		anEmployee(under('HLT', 'SILVER')),
		anEmployee(under('DEN', 'DENTAL')),
	);
	const [gold, silver, dental] = body.data.results.map(({ member_id }: { member_id: string }) => member_id);
	expect(await coveragesOf(gold)).toEqual([['GOLD', '2026-01-01', null]]);
	expect(await coveragesOf(silver)).toEqual([['SILVER', '2026-01-01', null]]);
	expect(await coveragesOf(dental)).toEqual([['DENTAL', '2026-01-01', null]]);
	answers['GET /api/v1/policies'] = policyOf('GOLD', 'SILVER', 'DENTAL');
	const several = await change(
		anEmployee(under('HLT')),
		anEmployee(under('DEN')),
		anEmployee(under('HLT', 'S')),
	);
	answers['GET /api/v1/policies'] = policyOf('GOLD');
	expect(several.body.data.results).toMatchObject([
		{ member_id: null, problem: { code: 'PLAN_NOT_NAMED' } },
		{ outcome: 'created' },
		{ outcome: 'created' },
	]);
	const [, second, third] = several.body.data.results;
	expect(await coveragesOf(second.member_id)).toEqual([['DENTAL', '2026-01-01', null]]);
	expect(await coveragesOf(third.member_id)).toEqual([['SILVER', '2026-01-01', null]]);
});

const written = async (...enrolments: Enrolment[]) =>
	(
		await Array.fromAsync(
			writeEnrolments(enrolments, {
				sender: { id: 'ACME' },
				receiver: { id: 'PAYER' },
				controlNumber: 3,
				at: '2026-03-02T10:30',
			}),
		)
	).join('');
const sendFile = (rawBody: string, more: object = {}) =>
	send('POST', '/api/v1/enrollment-files', {
		rawBody,
		headers: { 'content-type': 'application/edi-x12', 'idempotency-key': `file-${++made}`, ...more },
	});

test('an 834 is carried out once and acknowledged', async () => {
	const employee = anEmployee();
	const text = await written(employee, aChildOf(employee));
	const first = await sendFile(text, { 'idempotency-key': 'the-834' });
	expect(first.body.data).toMatchObject({ created: 2, refused: 0 });
	expect(first.body.data.acknowledgement).toContain('AK2*834*0001*005010X220A1~IK5*A~AK9*A*1*1*1~');
	const again = await sendFile(text, { 'idempotency-key': 'the-834' });
	expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true']);
	expect((await sendFile('HELLO')).body.error.code).toBe('X12_UNREADABLE');
});

test('an 834 that does not keep to its guide is carried out, and its 999 says where', async () => {
	const text = (await written(anEmployee())).replace('INS*Y*18*021**A', 'INS*Y*18*021**Q');
	const { body } = await sendFile(text);
	expect(body.data).toMatchObject({ created: 1, refused: 0 });
	expect(body.data.acknowledgement).toMatch(
		/~IK3\*INS\*6\*2000\*8~CTX\*SUBSCRIBER NUMBER REF02:[^~]+~IK4\*5\*1216\*7\*Q~IK5\*E\*5~/,
	);
});

test('a token that is limited to its own rows changes nobody', async () => {
	const body = { enrolments: [anEmployee()] };
	const as = { role: 'group' as const, group_id: GROUP, scopes: ['members:write'] };
	expect((await send('POST', '/api/v1/enrollment-changes', { body, as })).status).toBe(403);
});

test('a change of somebody who was never enrolled is refused by name, and the others go on', async () => {
	const employee = anEmployee();
	const stranger = anEmployee({ maintenance_type: 'change', coverages: [] });
	const { status, body } = await change(stranger, employee);
	expect([status, body.data.created, body.data.refused]).toEqual([201, 1, 1]);
	expect(body.data.results[0].problem.code).toBe('MEMBER_UNKNOWN');
	const added = anEmployee();
	const renamed = { ...added, maintenance_type: 'change', coverages: [] } as Enrolment;
	expect((await change(added, renamed)).body.data).toMatchObject({ refused: 0 });
});

test('an employee who waives coverage is enrolled for the dependants’ sake', async () => {
	const employee = anEmployee();
	const waiving = { ...employee, coverages: [] };
	const { status, body } = await change(aChildOf(employee), waiving);
	expect([status, body.data.created, body.data.refused]).toEqual([201, 2, 0]);
	const [child, parent] = body.data.results;
	expect(await coveragesOf(parent.member_id)).toEqual([]);
	expect(await coveragesOf(child.member_id)).toHaveLength(1);
	const covered = await send('GET', `/api/v1/members/${parent.member_id}/eligibility?date=2026-03-01`);
	expect(covered.body.data.is_eligible).toBe(false);
});

test('a change that says little of somebody known leaves the rest as it was, also of one added in the same file', async () => {
	const employee = anEmployee();
	const [{ member_id }] = (await change(employee)).body.data.results;
	const short = (of: Enrolment, last_name: string): Enrolment => ({
		...of,
		maintenance_type: 'change',
		member: { last_name },
		coverages: [],
	});
	const other = anEmployee();
	const { results } = (await change(short(employee, 'PUTRI'), other, short(other, 'SARI'))).body.data;
	expect(results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
		'updated',
		'created',
		'updated',
	]);
	for (const [id, family_name] of [
		[member_id, 'PUTRI'],
		[results[1].member_id, 'SARI'],
	])
		expect((await send('GET', `/api/v1/members/${id}`)).body.data).toMatchObject({
			given_name: 'DEWI',
			family_name,
			birth_date: '1985-04-12',
			sex: 'F',
		});
	const stranger = (await change(short(anEmployee(), 'NOBODY'))).body.data.results[0];
	expect(stranger.problem.code).toBe('MEMBER_UNKNOWN');
});
