import { afterAll, expect, test } from 'bun:test';
import type { Peers } from '@claims-askes/chassis/peers/peers';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { startUpstream } from '@claims-askes/chassis/testing/upstream';
import { createAskes } from '@claims-askes/sdk';
import type { EligibilityInquiry, EligibilityResponse } from '@claims-askes/sdk/claim';
import { readEligibilityResponses, writeEligibilityInquiries } from '@claims-askes/sdk/x12';
import { faultsOf } from '../../../../sdk/tests/r4-schema';
import { buildApp } from '../../src/app';
import { settings } from '../../src/config';
import { aChild, aCoverage, anEmployee, GROUP, PLAN, PUBLISHED } from '../setup';

const benefits = startUpstream({
	...PUBLISHED,
	'POST /api/v1/benefit-inquiries': {
		data: {
			service_types: [],
			benefit: 'VISIT',
			is_named: true,
			is_covered: true,
			needs_authorization: true,
			currency: 'IDR',
			cost_share: {
				in: {
					deductible: { member: '500.00' },
					copay: { amount: '20.00', per: 'visit' },
					coinsurance: '12.5',
				},
				out: {},
			},
		},
	},
});
const database = await testDatabase('member-service');
const platform = testPlatform('member-service', settings, { DATABASE_URL: database.url });
const peers: Peers = {
	...platform.peers,
	during: () => createAskes({ baseUrl: benefits.url, auth: 'a-token' }),
};
const send = testClient(buildApp(Object.assign(Object.create(platform), { peers })), {
	scopes: ['members:read', 'members:write'],
});
afterAll(async () => {
	await Promise.all([platform.sql.end(), benefits.close()]);
	await database.drop();
});

const employee = anEmployee({ family_name: 'O’Neil-Núñez', coverages: [aCoverage({ to: '2026-12-31' })] });
const child = aChild(employee.member_number, { family_name: 'O’Neil-Núñez' });
await send('POST', '/api/v1/enrollments', { body: { people: [employee, child] } });

const aQuestion = (changes: Partial<EligibilityInquiry> = {}): EligibilityInquiry => ({
	payer: { id: 'P1', name: 'PAYER ONE' },
	provider: { npi: '1234567893', name: 'CLINIC' },
	subscriber: {
		member_id: employee.member_number,
		last_name: 'ONEIL NUNEZ',
		first_name: 'DEWI',
		birth_date: '1985-04-12',
	},
	reference: 'R1',
	submitted_at: '2026-03-02T10:30',
	trace_numbers: [{ number: 'T1', originator: '1999999999' }],
	service_date: '2026-03-01',
	service_types: ['30'],
	...changes,
});

const written = (...questions: EligibilityInquiry[]) =>
	writeEligibilityInquiries(questions, {
		sender: { id: 'CLINIC' },
		receiver: { id: 'PAYER' },
		controlNumber: 7,
		at: '2026-03-02T10:30',
	});

const ask = (rawBody: string, more: object = {}) =>
	send('POST', '/api/v1/eligibility-inquiries', {
		rawBody,
		headers: { 'content-type': 'application/edi-x12' },
		...more,
	});

async function answersIn(text: string): Promise<EligibilityResponse[]> {
	const answers: EligibilityResponse[] = [];
	for await (const reading of readEligibilityResponses(text))
		if (reading.kind === 'document') answers.push(reading.document);
	return answers;
}

test('who is covered is told so, with dates, plan and what the member bears', async () => {
	const { status, headers, body } = await ask(written(aQuestion()));
	expect([status, headers.get('content-type')]).toEqual([200, 'application/edi-x12; charset=utf-8']);
	expect(body).toStartWith('ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC ');
	expect(await answersIn(body)).toMatchObject([
		{
			trace_numbers: [{ number: 'T1', originator: '1999999999' }],
			subscriber: { member_id: employee.member_number },
			dates: [
				{ kind: '346', date: '2026-01-01' },
				{ kind: '347', date: '2026-12-31' },
			],
			benefits: [
				{ information: '1', service_types: ['30'], plan: PLAN },
				{ information: 'C', amount: '500.00', in_network: 'yes', coverage_level: 'IND' },
				{ information: 'B', amount: '20.00', period: '27' },
				{ information: 'A', percent: '.125' },
			],
			refusals: [],
		},
	]);
});

test('a dependant is found under the card of the employee, and each question has its answer', async () => {
	const dependant = aQuestion({
		patient: { last_name: 'ONEIL-NUNEZ', first_name: 'BUDI', birth_date: '2015-06-01' },
		relationship: 'child',
		service_types: [],
		procedures: [{ code: '99213', code_system: 'hcpcs' }],
	});
	const late = aQuestion({ service_date: '2027-01-01' });
	const answers = await answersIn((await ask(written(dependant, late))).body);
	expect(answers[0]).toMatchObject({ patient: { first_name: 'BUDI' }, refusals: [] });
	expect(answers[0]?.benefits).toContainEqual(
		expect.objectContaining({
			information: '1',
			needs_authorization: 'yes',
			procedure: { code: '99213', code_system: 'hcpcs' },
		}),
	);
	expect(answers[1]?.benefits).toEqual([expect.objectContaining({ information: '6' })]);
});

test.each([
	['a number nobody has', { member_id: 'M-NONE', birth_date: '1985-04-12' }, '75'],
	['another birth date', { member_id: employee.member_number, birth_date: '1985-04-13' }, '71'],
	['another name', { member_id: employee.member_number, birth_date: '1985-04-12', last_name: 'SMITH' }, '73'],
	['a number and nothing else', { member_id: employee.member_number }, '71'],
	['no number', { last_name: 'ONEIL NUNEZ', birth_date: '1985-04-12' }, '72'],
])('%s is refused by its code, and nothing is told', async (_, subscriber, reason) => {
	const [answer] = await answersIn((await ask(written(aQuestion({ subscriber })))).body);
	expect(answer).toMatchObject({
		refusals: [{ about: 'subscriber', reason, follow_up: 'C' }],
		benefits: [],
		dates: [],
	});
});

test.each([
	['no payer', { payer: {} }, { about: 'payer', reason: 'T4' }],
	['no provider', { provider: {} }, { about: 'provider', reason: '43' }],
	['a provider by a wrong NPI', { provider: { npi: '1234567890' } }, { about: 'provider', reason: '43' }],
	[
		'a provider by a number that is no NPI',
		{ provider: { name: 'CLINIC', identifiers: [{ qualifier: 'XX', value: 'CLINIC7' }] } },
		{ about: 'provider', reason: '43' },
	],
])('a question that names %s is refused at that level', async (_, unnamed, refusal) => {
	const [answer] = await answersIn((await ask(written(aQuestion(unnamed)))).body);
	expect(answer).toMatchObject({ refusals: [{ ...refusal, follow_up: 'C' }], benefits: [], dates: [] });
});

test('test data may make up the NPI of who asks', async () => {
	const made = written(aQuestion({ provider: { npi: '1234567890', name: 'CLINIC' } }));
	const [answer] = await answersIn((await ask(made.replace('*P*:~', '*T*:~'))).body);
	expect(answer).toMatchObject({ refusals: [] });
});

test('a provider whom nobody knows may ask', async () => {
	const provider = { npi: '1999999984', name: 'ELSEWHERE' };
	expect(await answersIn((await ask(written(aQuestion({ provider })))).body)).toMatchObject([
		{ refusals: [] },
	]);
});

/** A question whose transaction set ends before a segment. */
function cutBefore(segment: string): string {
	const whole = written(aQuestion());
	const [start, end] = [whole.indexOf('ST*'), whole.indexOf('GE*')];
	const kept = whole.slice(start, whole.indexOf(segment));
	return `${whole.slice(0, start)}${kept}SE*${kept.split('~').length}*0001~${whole.slice(end)}`;
}

test('a transaction set that asks nothing is acknowledged all the same', async () => {
	expect((await ask(cutBefore('BHT*'))).body).toContain('~AK2*270*0001*');
});

test.each([
	['subscriber', 'HL*3*', 'IK3*HL*5*2000C*I7'],
	['provider', 'HL*2*', 'IK3*HL*3*2000B*I7'],
	['payer', 'HL*1*', 'IK3*HL*2*2000A*I7'],
])(
	'a question without a %s is not answered but acknowledged by what is missing',
	async (_, from, missing) => {
		const { status, body } = await ask(cutBefore(from));
		expect([status, body.includes('ST*271')]).toEqual([200, false]);
		expect(body).toContain(missing);
		expect(body).toContain('~IK5*R*');
	},
);

test('a token sees its own rows: a group’s people, nobody for a provider', async () => {
	const seen = async (as: object) =>
		(await answersIn((await ask(written(aQuestion()), { as })).body))[0]?.refusals.length;
	const scopes = ['members:read'];
	expect(await seen({ scopes, role: 'group', group_id: GROUP })).toBe(0);
	expect(await seen({ scopes, role: 'group', group_id: '019a0000-0000-7000-8000-0000000000ff' })).toBe(1);
	expect(await seen({ scopes, role: 'provider', provider_id: '019a0000-0000-7000-8000-0000000000fe' })).toBe(
		1,
	);
	expect((await ask(written(aQuestion()), { as: { scopes: ['claims:read'] } })).body.error.code).toBe(
		'SCOPE_MISSING',
	);
});

test('what cannot be read is acknowledged behind the answers, or refused where nobody could be answered', async () => {
	const broken = written(aQuestion()).replace('ST*270*0001*005010X279A1', 'ST*270*0001*003040');
	expect((await ask(broken)).body).toContain('~AK2*270*0001*003040~IK5*R*I6~AK9*R*1*1*0~');
	const cut = written(aQuestion(), aQuestion());
	const { body } = await ask(cut.slice(0, cut.lastIndexOf('EQ*')));
	expect(body).toContain('TA1*000000007*');
	expect(body).toContain('AK9*');
	expect(await answersIn(body.slice(0, body.indexOf('ISA', 3)))).toHaveLength(1);
	expect((await ask('not X12 at all')).body.error).toMatchObject({
		code: 'X12_UNREADABLE',
		details: [{ field: 'segment 1', code: 'NOT_X12' }],
	});
	expect(
		(await ask(written(aQuestion()) + written(aQuestion()).replaceAll('000000007', '000000008'))).body.error
			.code,
	).toBe('X12_TOO_MANY');
	expect((await send('POST', '/api/v1/eligibility-inquiries', { body: 'ISA*' })).body.error.code).toBe(
		'VALIDATION_FAILED',
	);
});

test('a body past the bound is refused before it is read', async () => {
	expect((await ask('ISA*'.padEnd(3_000_000, 'A'))).body.error.code).toBe('BODY_TOO_LARGE');
});

const askInFhir = async (changes: object = {}, coverage: object = {}) => {
	const { status, headers, body } = await send('POST', '/fhir/r4/CoverageEligibilityRequest/$submit', {
		headers: { 'content-type': 'application/fhir+json' },
		body: aFhirQuestion(changes, coverage),
	});
	expect(headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
	const answer = JSON.parse(body);
	expect(faultsOf(answer)).toEqual([]);
	return { status, answer };
};

const aFhirQuestion = (changes: object, coverage: object) => ({
	resourceType: 'Bundle',
	type: 'collection',
	entry: [
		{
			resource: {
				resourceType: 'CoverageEligibilityRequest',
				identifier: [{ value: 'R1' }],
				status: 'active',
				purpose: ['benefits'],
				patient: { reference: 'Patient/p' },
				created: '2026-03-02',
				servicedDate: '2026-03-01',
				provider: { display: 'Clinic' },
				insurer: { display: 'Payer One' },
				insurance: [{ focal: true, coverage: { reference: 'Coverage/c' } }],
				item: [
					{ productOrService: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }] } },
				],
				...changes,
			},
		},
		{ resource: { resourceType: 'Patient', id: 'p', birthDate: '1985-04-12' } },
		{
			resource: {
				resourceType: 'Coverage',
				id: 'c',
				status: 'active',
				beneficiary: { reference: 'Patient/p' },
				subscriberId: employee.member_number,
				relationship: { coding: [{ code: 'self' }] },
				payor: [{ display: 'Payer One' }],
				...coverage,
			},
		},
	],
});

test('a FHIR request is answered with cover, its days, and what the member bears', async () => {
	const { status, answer } = await askInFhir();
	const [insurance] = answer.insurance;
	expect([status, answer.outcome, insurance.inforce]).toEqual([200, 'complete', true]);
	expect(insurance.benefitPeriod.end).toBe('2026-12-31');
	const said = insurance.item.map(
		({
			network,
			benefit,
		}: {
			network?: { coding: { code: string }[] };
			benefit?: {
				type: { coding: { code: string }[] };
				allowedMoney?: { value: number };
				allowedString?: string;
			}[];
		}) =>
			[
				network?.coding[0]?.code,
				benefit?.[0]?.type.coding[0]?.code,
				benefit?.[0]?.allowedMoney?.value ?? benefit?.[0]?.allowedString,
			].join(' '),
	);
	expect(said).toContain('in deductible 500');
	expect(said).toContain('in copay 20');
	const text = JSON.stringify(insurance);
	expect(text.match(/"currency":"IDR"/g)).toHaveLength(text.match(/"allowedMoney"/g)?.length ?? 0);
	expect(said).toContain('in copay-percent 12.5 %');
	expect(insurance.item).toContainEqual(
		expect.objectContaining({ excluded: false, authorizationRequired: true }),
	);
});

test('a FHIR request about nobody, or on a day without cover, is answered so', async () => {
	const nobody = await askInFhir({}, { subscriberId: 'M-NONE' });
	expect([nobody.answer.outcome, nobody.answer.error[0].code.coding[0].code]).toEqual(['error', '75']);
	const later = await askInFhir({ servicedDate: '2027-06-01' });
	expect(later.answer.insurance[0].inforce).toBe(false);
});

test('what is no such request is refused by an OperationOutcome', async () => {
	for (const changes of [{ resourceType: 'Patient' }, { patient: undefined }]) {
		const { status, answer } = await askInFhir(changes);
		expect([status, answer.issue[0].details.coding[0].code]).toEqual([422, 'FHIR_UNREADABLE']);
	}
});

test('this server says itself what it can be asked in FHIR', async () => {
	const { status, body } = await send('GET', '/fhir/r4/metadata', { as: null });
	const statement = JSON.parse(body);
	expect([status, faultsOf(statement)]).toEqual([200, []]);
	expect(statement.rest[0].resource).toMatchObject([
		{
			type: 'CoverageEligibilityRequest',
			operation: [
				{
					name: 'submit',
					definition: 'http://hl7.org/fhir/OperationDefinition/CoverageEligibilityRequest-submit',
				},
			],
		},
	]);
});
