import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Authorization, CanonicalClaim, ClaimStatusInquiry, Enrolment } from '@claims-askes/sdk/claim';
import {
	type ByteSource,
	type DocumentReading,
	readAuthorizations,
	readClaimStatusResponses,
	readEligibilityResponses,
	writeAuthorizations,
	writeClaimStatusInquiries,
	writeEligibilityInquiries,
	writeEnrolments,
} from '@claims-askes/sdk/x12';
import { importMembers } from '../../cli/src/flows/import-members';
import { aBundle, aFhirClaim, aFhirItem } from '../../sdk/src/fhir/test-support';
import { faultsOf } from '../../sdk/tests/r4-schema';
import { buildApp as authorizationApp } from '../authorization-service/src/app';
import { settings as authorizationSettings } from '../authorization-service/src/config';
import { buildApp as benefitApp } from '../benefit-service/src/app';
import { settings as benefitSettings } from '../benefit-service/src/config';
import { aPlan } from '../benefit-service/tests/setup';
import { buildApp as claimsApp } from '../claims-service/src/app';
import { settings as claimsSettings } from '../claims-service/src/config';
import { aClaim } from '../claims-service/tests/setup';
import { buildApp as memberApp } from '../member-service/src/app';
import { settings as memberSettings } from '../member-service/src/config';
import { aCoverage, anEmployee } from '../member-service/tests/setup';
import { buildApp as policyApp } from '../policy-service/src/app';
import { settings as policySettings } from '../policy-service/src/config';
import { buildApp as providerApp } from '../provider-service/src/app';
import { settings as providerSettings } from '../provider-service/src/config';
import { aProvider } from '../provider-service/tests/setup';
import { aHouse } from './support/house';

const { open, clientsOf, close } = aHouse();
afterAll(close);

const members = await open('member-service', memberSettings, memberApp);
const benefits = await open('benefit-service', benefitSettings, benefitApp);
const providers = await open('provider-service', providerSettings, providerApp);
const authorizations = await open('authorization-service', authorizationSettings, authorizationApp);
const policies = await open('policy-service', policySettings, policyApp);
const claims = await open('claims-service', claimsSettings, claimsApp);

const plan = aPlan();
await benefits('POST', '/api/v1/plans', { body: { document: plan, effective_from: '2026-01-01' } });
const employee = anEmployee({ coverages: [aCoverage({ plan_id: plan.id })] });
await members('POST', '/api/v1/enrollments', { body: { people: [employee] } });
const clinic = aProvider();
const clinicId = (await providers('POST', '/api/v1/providers', { body: clinic })).body.data.id;

const parties = {
	payer: { id: 'P1', name: 'PAYER ONE' },
	provider: { npi: clinic.npi, name: 'CLINIC' },
	subscriber: {
		member_id: employee.member_number,
		last_name: 'LESTARI',
		first_name: 'DEWI',
		birth_date: employee.birth_date,
	},
	reference: 'R1',
	trace_numbers: [{ number: 'T1', originator: '1999999999' }],
};
const envelope = {
	sender: { id: 'CLINIC' },
	receiver: { id: 'PAYER' },
	controlNumber: 7,
	at: '2026-03-02T10:30',
};
const x12 = (rawBody: string, headers: object = {}) => ({
	rawBody,
	headers: { 'content-type': 'application/edi-x12', ...headers },
});

/** What is answered keeps to its guide. */
async function documents<T>(
	read: (text: ByteSource, options: { readonly check: boolean }) => AsyncIterable<DocumentReading<T>>,
	text: string,
) {
	const found: T[] = [];
	for await (const reading of read(text, { check: true })) {
		if (reading.kind !== 'document') continue;
		expect(reading.warnings).toEqual([]);
		found.push(reading.document);
	}
	return found;
}

test('a 270 is answered from the member’s coverage and the plan’s own words', async () => {
	const question = {
		...parties,
		service_date: '2026-03-01',
		service_types: ['30'],
		procedures: [
			{ code: 'GP-1', code_system: 'hcpcs' as const },
			{ code: 'SPA-1', code_system: 'hcpcs' as const },
		],
	};
	const { status, body } = await members(
		'POST',
		'/api/v1/eligibility-inquiries',
		x12(writeEligibilityInquiries([question], envelope)),
	);
	const [answer] = await documents(readEligibilityResponses, body);
	expect(status).toBe(200);
	const about = (code: string) => answer?.benefits.filter(({ procedure }) => procedure?.code === code);
	expect(answer?.benefits[0]).toMatchObject({ information: '1', plan: plan.id, service_types: ['30'] });
	expect(answer?.benefits).toContainEqual(
		expect.objectContaining({ information: 'A', percent: '.1', in_network: 'yes' }),
	);
	expect(about('GP-1')).toContainEqual(
		expect.objectContaining({ information: 'B', amount: '50000.00', period: '27' }),
	);
	expect(about('SPA-1')).toMatchObject([{ information: 'I' }]);
});

const aRequest = (changes: Partial<Authorization> = {}): Authorization => ({
	kind: 'request',
	...parties,
	category: 'HS',
	certification_type: 'I',
	service_type: '3',
	dates: [{ kind: '472', date: '2026-04-01', date_end: '2026-04-03' }],
	diagnoses: [],
	services: [
		{
			category: 'HS',
			certification_type: 'I',
			dates: [],
			procedure_code: 'GP-1',
			code_system: 'hcpcs',
			modifiers: [],
		},
	],
	refusals: [],
	...changes,
});

const request = (...requests: Authorization[]) => writeAuthorizations(requests, envelope);
const askApproval = (text: string, headers: object = {}) =>
	authorizations('POST', '/api/v1/authorization-requests', x12(text, headers));

test('a 278 is stored once for a person to decide, and answered with its number', async () => {
	const key = { 'idempotency-key': 'the-278' };
	const first = await askApproval(request(aRequest()), key);
	const again = await askApproval(request(aRequest()), key);
	expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 201, 'true']);
	expect(again.body).toBe(first.body);
	const [answer] = await documents(readAuthorizations, first.body);
	expect(answer).toMatchObject({
		kind: 'response',
		decision: { action: 'A4', number: expect.stringMatching(/^AUT-/) },
	});
	const { body } = await authorizations('GET', `/api/v1/authorizations?provider_id=${clinicId}`);
	expect(body.data).toMatchObject([
		{
			number: answer?.decision?.number,
			status: 'requested',
			from: '2026-04-01',
			to: '2026-04-03',
			benefits: ['GP'],
			codes: [{ system: 'hcpcs', code: 'GP-1' }],
			currency: 'IDR',
		},
	]);
	expect((await askApproval(request(aRequest({ service_type: '4' })), key)).body.error.code).toBe(
		'IDEMPOTENCY_KEY_REUSED',
	);
});

test('the trace numbers of a 278 come back where they stood, of the request and of each service', async () => {
	const [service] = aRequest().services;
	const line = { number: 'LINE-1', originator: '1999999999' };
	const asked = aRequest({
		services: [{ ...(service as NonNullable<typeof service>), trace_numbers: [line] }],
	});
	const { body } = await askApproval(request(asked));
	const [answer] = await documents(readAuthorizations, body);
	expect(answer?.trace_numbers).toEqual(parties.trace_numbers);
	expect(answer?.services[0]?.trace_numbers).toEqual([line]);
});

test.each([
	['nobody’s number', { subscriber: { ...parties.subscriber, member_id: 'M-NONE' } }, '75'],
	['another birth date', { subscriber: { ...parties.subscriber, birth_date: '1999-01-01' } }, '71'],
	['no day', { dates: [] }, '57'],
	['a day without coverage', { dates: [{ kind: '472', date: '2025-04-01' }] }, '95'],
	['a provider nobody knows', { provider: { npi: '1999999984', name: 'OTHER' } }, '43'],
])('a request with %s is refused by its reason, and nothing is stored', async (_, changes, reason) => {
	const stored = async () => (await authorizations('GET', '/api/v1/authorizations')).body.data.length;
	const before = await stored();
	const { body } = await askApproval(request(aRequest(changes)));
	expect((await documents(readAuthorizations, body))[0]?.refusals).toMatchObject([{ reason }]);
	expect(await stored()).toBe(before);
});

test('a provider asks for its own care alone; what changes an authorization is referred to people', async () => {
	const as = {
		role: 'provider' as const,
		provider_id: '019a0000-0000-7000-8000-0000000000fe',
		scopes: ['authorizations:write'],
	};
	const { body } = await authorizations('POST', '/api/v1/authorization-requests', {
		...x12(request(aRequest())),
		as,
	});
	expect((await documents(readAuthorizations, body))[0]?.refusals).toMatchObject([
		{ about: 'provider', reason: '43' },
	]);
	const extension = await askApproval(request(aRequest({ certification_type: '4' })));
	expect((await documents(readAuthorizations, extension.body))[0]).toMatchObject({
		decision: { action: 'CT' },
	});
});

test.each([
	{ role: 'member', member_id: '019a0000-0000-7000-8000-0000000000fd' },
	{ role: 'group', group_id: '019a0000-0000-7000-8000-0000000000fd' },
] as const)('to the token of a $role another’s member is nobody, whatever is said of them', async (party) => {
	const as = { ...party, scopes: ['authorizations:write'] };
	for (const changes of [{}, { dates: [{ kind: '472', date: '2025-04-01' }] }]) {
		const { body } = await authorizations('POST', '/api/v1/authorization-requests', {
			...x12(request(aRequest(changes))),
			as,
		});
		expect((await documents(readAuthorizations, body))[0]?.refusals).toMatchObject([{ reason: '75' }]);
	}
});

const aPreauthorization = (servicedDate: string) =>
	aBundle(
		aFhirClaim({
			use: 'preauthorization',
			provider: { identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: clinic.npi } },
			insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/card' } }],
			contained: [{ resourceType: 'Patient', id: 'me', birthDate: employee.birth_date }],
			patient: { reference: '#me' },
			item: [
				aFhirItem({ servicedDate, productOrService: { coding: [{ code: 'GP-1', system: GP_SYSTEM }] } }),
			],
		}),
		{
			resourceType: 'Coverage',
			id: 'card',
			subscriberId: employee.member_number,
			relationship: { coding: [{ code: 'self' }] },
			payor: [{ display: 'Payer One' }],
		},
	);
const GP_SYSTEM = 'http://www.ama-assn.org/go/cpt';
const submitFhir = async (resource: object, scopes = ['claims:write', 'authorizations:write']) => {
	const { status, headers, body } = await claims('POST', '/fhir/r4/Claim/$submit', {
		rawBody: JSON.stringify(resource),
		headers: { 'content-type': 'application/fhir+json', 'idempotency-key': 'the-preauthorization' },
		as: { scopes },
	});
	const answer = JSON.parse(body);
	expect(faultsOf(answer)).toEqual([]);
	return { status, headers, answer };
};

test('a FHIR preauthorization is asked for as a 278, once, and answered with its number', async () => {
	const stored = async () => (await authorizations('GET', '/api/v1/authorizations')).body.data;
	const before = (await stored()).length;
	const first = await submitFhir(aPreauthorization('2026-05-04'));
	const [{ resource }] = first.answer.entry;
	expect(first.status).toBe(201);
	expect(resource).toMatchObject({ outcome: 'queued', use: 'preauthorization' });
	const again = await submitFhir(aPreauthorization('2026-05-04'));
	expect(again.headers.get('idempotent-replayed')).toBe('true');
	expect(again.answer.entry[0].resource).toEqual(resource);
	const [newest, ...others] = await stored();
	expect(newest).toMatchObject({ number: resource.preAuthRef, from: '2026-05-04', provider_id: clinicId });
	expect(others).toHaveLength(before);
});

test('a FHIR preauthorization that updates or cancels another is referred to people, and stored nowhere', async () => {
	const stored = async () => (await authorizations('GET', '/api/v1/authorizations')).body.data.length;
	const before = await stored();
	const { entry, ...bundle } = aPreauthorization('2026-05-06');
	const [{ resource: claim }, ...others] = entry as [{ resource: object }];
	const related = [{ relationship: { coding: [{ code: 'prior' }] }, claim: { reference: 'Claim/prior' } }];
	const prior = { resource: { ...claim, id: 'prior' } };
	for (const changes of [{ related }, { status: 'cancelled' }]) {
		const update = { ...bundle, entry: [{ resource: { ...claim, ...changes } }, prior, ...others] };
		const whole =
			'related' in changes ? update : { ...update, entry: update.entry.filter((one) => one !== prior) };
		const { status, body } = await claims('POST', '/fhir/r4/Claim/$submit', {
			rawBody: JSON.stringify(whole),
			headers: { 'content-type': 'application/fhir+json' },
		});
		const answer = JSON.parse(body);
		expect(faultsOf(answer)).toEqual([]);
		expect([status, answer.entry[0].resource.outcome]).toEqual([200, 'complete']);
	}
	expect(await stored()).toBe(before);
});

test('a FHIR preauthorization that is refused, or that the caller may not ask for, stores nothing', async () => {
	const uncovered = await claims('POST', '/fhir/r4/Claim/$submit', {
		rawBody: JSON.stringify(aPreauthorization('2025-04-01')),
		headers: { 'content-type': 'application/fhir+json' },
	});
	const [{ resource }] = JSON.parse(uncovered.body).entry;
	expect([uncovered.status, resource.outcome]).toEqual([200, 'error']);
	expect(resource.error[0].code.coding[0].code).toBe('95');
	const { status, answer } = await submitFhir(aPreauthorization('2026-05-05'), ['claims:write']);
	expect([status, answer.issue[0].code]).toEqual([403, 'forbidden']);
});

test('a 278 whose services say what they cost asks for their sum, and for no amount where one does not', async () => {
	const [service] = aRequest().services;
	if (!service) throw new Error('no service');
	const asked = async (...charges: (string | undefined)[]) => {
		const services = charges.map((charge) => ({ ...service, ...(charge ? { charge } : {}) }));
		const { body } = await askApproval(request(aRequest({ services })));
		const [answer] = await documents(readAuthorizations, body);
		const stored = await authorizations('GET', `/api/v1/authorizations?provider_id=${clinicId}`);
		return stored.body.data.find(({ number }: { number: string }) => number === answer?.decision?.number)
			.amount;
	};
	expect([
		await asked('150000.00', '50000.00'),
		await asked('150000.00', undefined),
		await asked('150000.50'),
		await asked('0'),
		await asked('150000.00', '0.00'),
	]).toEqual(['200000', null, null, null, null]);
});

/** Who hands a 276 in, by the number that the guide requires. */
const submitter = { name: 'CLINIC', identifiers: [{ qualifier: '46', value: 'X67E' }] };

test('a 276 is answered for the claim that is meant, and for no other', async () => {
	const claim = aClaim({
		billing_provider: { npi: clinic.npi, name: 'CLINIC', tax_id: '123456789' },
		subscriber: { member_id: employee.member_number },
	});
	const { claim_number } = (await claims('POST', '/api/v1/claims', { body: claim })).body.data;
	const question: ClaimStatusInquiry = {
		...parties,
		claim_id: claim.claim_id,
		charge: claim.total_charge,
		submitter,
		service_date: '2026-02-01',
		service_date_end: '2026-03-01',
		lines: [],
	};
	const ask = async (...questions: ClaimStatusInquiry[]) =>
		documents(
			readClaimStatusResponses,
			(
				await claims(
					'POST',
					'/api/v1/claim-status-inquiries',
					x12(writeClaimStatusInquiries(questions, envelope)),
				)
			).body,
		);
	// Made anew for each: `toMatchObject` passes over an expected object that it has met before.
	const found = () => ({ category: 'A2', status: '20', charge: claim.total_charge });
	const missing = () => ({
		...{ category: 'A4', status: '35' },
		date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
	});
	const answers = await ask(
		question,
		{ ...question, claim_id: undefined, payer_claim_number: claim_number },
		{ ...question, charge: '1.00' },
		{ ...question, subscriber: { ...parties.subscriber, member_id: 'M-OTHER' } },
		{ ...question, service_date: '2026-03-05', service_date_end: undefined },
		{ ...question, provider: { npi: '1999999984', name: 'OTHER' } },
		{ ...question, provider: { tax_id: '123456789', name: 'CLINIC' } },
		{ ...question, provider: { tax_id: '987654321', name: 'CLINIC' } },
		{ ...question, claim_id: undefined },
	);
	expect(answers.map(({ statuses }) => statuses[0])).toMatchObject([
		found(),
		found(),
		missing(),
		missing(),
		missing(),
		missing(),
		found(),
		missing(),
		{ category: 'D0', status: '478' },
	]);
	expect(answers[0]).toMatchObject({
		payer_claim_number: claim_number,
		service_date: '2026-03-01',
		trace_numbers: parties.trace_numbers,
		subscriber: { member_id: employee.member_number, last_name: 'LESTARI', first_name: 'DEWI' },
		lines: [{ procedure_code: claim.lines[0]?.procedure_code, statuses: [{ category: 'A2', status: '20' }] }],
	});
});

test('a 276 that asks by cents of a claim whose currency has none does not mean it', async () => {
	const [line] = aClaim().lines as [CanonicalClaim['lines'][number]];
	const claim = aClaim({
		claim_id: 'IN-RUPIAH',
		billing_provider: { npi: clinic.npi, name: 'CLINIC' },
		subscriber: { member_id: employee.member_number },
		currency: 'IDR',
		total_charge: '150000',
		lines: [{ ...line, charge: '150000' }],
	});
	await claims('POST', '/api/v1/claims', { body: claim });
	const question = { ...parties, submitter, claim_id: claim.claim_id, lines: [] };
	const questions = ['150000.00', '150000.50'].map((charge) => ({ ...question, charge }));
	const asked = x12(writeClaimStatusInquiries(questions, envelope));
	const { body } = await claims('POST', '/api/v1/claim-status-inquiries', asked);
	const answers = await documents(readClaimStatusResponses, body);
	expect(answers.map(({ statuses }) => statuses[0]?.category)).toEqual(['A2', 'A4']);
});

test('a 276 that asks about no claim is acknowledged by what is missing', async () => {
	const asked = writeClaimStatusInquiries([{ ...parties, claim_id: 'NOBODYS', lines: [] }], envelope);
	const [trace = ''] = /TRN\*.*?(?=SE\*)/.exec(asked) ?? [];
	const without = asked
		.replace(trace, '')
		.replace(/SE\*(\d+)/, (_, count) => `SE*${Number(count) - trace.split('~').length + 1}`);
	const { body } = await claims('POST', '/api/v1/claim-status-inquiries', x12(without));
	expect(body).toMatch(/~IK3\*TRN\*\d+\*2200D\*I7~/);
	expect(body).not.toContain('ST*277');
});

test('an answer goes to the application that asked, and says of people what its guide has a place for', async () => {
	const question = { ...parties, claim_id: 'NOBODYS', lines: [] };
	const asked = writeClaimStatusInquiries([question], {
		...envelope,
		sender: { id: 'CLINIC', application: 'BILLING' },
		receiver: { id: 'PAYER', application: 'INQUIRIES' },
	});
	const { body } = await claims('POST', '/api/v1/claim-status-inquiries', x12(asked));
	expect(body).toContain('~GS*HN*INQUIRIES*BILLING*');
	expect(body).toContain('NM1*IL*1*LESTARI*DEWI');
	expect(asked).toContain('DMG*D8*');
	expect(body).not.toContain('DMG*');
});

/** A member with the plan that everybody has, and with dental care until the end of June. */
const dental = aPlan({
	product: 'dental',
	service_types: ['35'],
	benefits: { TEETH: { authorization: true } },
	benefit_of: { 'D-1': 'TEETH' },
});
const broad = aPlan({ service_types: ['98'], default_benefit: 'GP' });
const both = anEmployee({
	coverages: [
		aCoverage({ plan_id: broad.id }),
		aCoverage({ plan_id: dental.id, from: '2026-02-01', to: '2026-06-30' }),
	],
});
for (const document of [dental, broad])
	await benefits('POST', '/api/v1/plans', { body: { document, effective_from: '2026-01-01' } });
await members('POST', '/api/v1/enrollments', { body: { people: [both] } });
const ofBoth = { subscriber: { ...parties.subscriber, member_id: both.member_number } };

/** What a 271 says of a member of two products: of each statement of what is active or not, its plan, types and days. */
async function standingsOn(service_date: string, service_types: string[], procedures: string[] = []) {
	const question = {
		...{ ...parties, ...ofBoth, service_date, service_types },
		procedures: procedures.map((code) => ({ code, code_system: 'hcpcs' as const })),
	};
	const asked = x12(writeEligibilityInquiries([question], envelope));
	const { body } = await members('POST', '/api/v1/eligibility-inquiries', asked);
	const [answer] = await documents(readEligibilityResponses, body);
	expect(answer?.refusals).toEqual([]);
	return answer?.benefits.flatMap(({ information, plan, service_types, procedure, dates = [] }) =>
		['1', '6'].includes(information)
			? [[information, plan, procedure?.code ?? service_types.join(), ...dates.map(({ date }) => date)]]
			: [],
	);
}

test('a 270 about a member of several products is answered by the product that it is about', async () => {
	const medicalDays = ['1', broad.id, '30', '2026-01-01'];
	expect(await standingsOn('2026-03-01', ['30'])).toEqual([
		medicalDays,
		['1', dental.id, '30', '2026-02-01', '2026-06-30'],
	]);
	expect(await standingsOn('2026-03-01', ['35'])).toEqual([
		['1', dental.id, '35', '2026-02-01', '2026-06-30'],
	]);
	expect(await standingsOn('2026-03-01', ['98'])).toEqual([['1', broad.id, '98', '2026-01-01']]);
	// What no plan can be told to be about is asked of all.
	expect((await standingsOn('2026-03-01', ['MH']))?.map((one) => one.slice(0, 3))).toEqual([
		['1', broad.id, '30'],
		['1', dental.id, '30'],
	]);
	expect(await standingsOn('2026-08-01', ['30'])).toEqual([medicalDays]);
	expect(await standingsOn('2026-08-01', ['35'])).toEqual([
		['6', dental.id, '35', '2026-02-01', '2026-06-30'],
	]);
	const procedures = async (date: string) =>
		(await standingsOn(date, ['98'], ['D-1', 'S-1']))?.slice(1).map((one) => one.join(' '));
	expect(await procedures('2026-03-01')).toEqual([`1 ${dental.id} D-1`, `1 ${broad.id} S-1`]);
	expect(await procedures('2026-08-01')).toEqual([`6 ${dental.id} D-1`, `1 ${broad.id} S-1`]);
});

test('in FHIR a member of several products has an insurance for each, and a category finds its own', async () => {
	const asked = async (item: object[]) => {
		const { body } = await members('POST', '/fhir/r4/CoverageEligibilityRequest/$submit', {
			headers: { 'content-type': 'application/fhir+json' },
			body: {
				resourceType: 'CoverageEligibilityRequest',
				status: 'active',
				purpose: ['benefits'],
				contained: [{ resourceType: 'Patient', id: 'p', birthDate: both.birth_date }],
				patient: { reference: '#p' },
				created: '2026-03-02',
				servicedDate: '2026-03-01',
				insurer: { display: 'Payer' },
				insurance: [{ focal: true, coverage: { identifier: { value: both.member_number } } }],
				item,
			},
		});
		const answer = JSON.parse(body);
		expect(faultsOf(answer)).toEqual([]);
		type Resource = { id: string; class?: { value: string }[]; period?: object };
		return answer.insurance.map(
			({ coverage, inforce }: { coverage: { reference: string }; inforce: boolean }) => {
				const held = answer.contained.find(({ id }: Resource) => `#${id}` === coverage.reference) as Resource;
				return [held.class?.[0]?.value, held.period, inforce];
			},
		);
	};
	const teeth = [dental.id, { start: '2026-02-01', end: '2026-06-30' }, true];
	expect(await asked([])).toEqual([[broad.id, { start: '2026-01-01' }, true], teeth]);
	expect(await asked([{ category: { coding: [{ code: '35' }] } }])).toEqual([teeth]);
});

test('a 278 asks the product that names its codes, and is refused once that one has ended', async () => {
	const teeth = (date: string) =>
		aRequest({
			...ofBoth,
			dates: [{ kind: '472', date }],
			services: aRequest().services.map((service) => ({ ...service, procedure_code: 'D-1' })),
		});
	const [answer] = await documents(
		readAuthorizations,
		(await askApproval(request(teeth('2026-04-01')))).body,
	);
	const stored = await authorizations('GET', `/api/v1/authorizations?provider_id=${clinicId}`);
	expect(
		stored.body.data.find(({ number }: { number: string }) => number === answer?.decision?.number),
	).toMatchObject({ benefits: ['TEETH'] });
	const [late] = await documents(readAuthorizations, (await askApproval(request(teeth('2026-08-01')))).body);
	expect(late?.refusals).toMatchObject([{ reason: '95' }]);
});

test('a full 834 that names a member without a product they have is told of it, and ends it where asked', async () => {
	await policies('POST', '/api/v1/policy-imports', {
		body: {
			policies: [
				{
					group: { number: 'DUO', name: 'Duo' },
					policy: {
						number: 'POL-DUO',
						currency: 'IDR',
						from: '2026-01-01',
						classes: [{ class: 'STAFF', plan_id: plan.id }],
					},
				},
			],
		},
	});
	const person = (subscriber_number: string, ...plans: (string | undefined)[]): Enrolment => ({
		sponsor: { name: 'DUO', id: 'DUO', id_qualifier: '94' },
		insurer: { name: 'PAYER', id: 'P1', id_qualifier: '94' },
		master_policy: 'POL-DUO',
		file_action: '4',
		is_subscriber: true,
		relationship: 'self',
		maintenance_type: 'audit',
		benefit_status: 'A',
		subscriber_number,
		member: { last_name: 'SARI', first_name: 'DUO', birth_date: '1990-01-01', sex: 'female' },
		coverages: plans.map((plan) => ({
			...{ maintenance_type: 'audit', insurance_line: 'HLT', begin_date: '2026-01-01' },
			...(plan && { plan }),
		})),
	});
	const folder = mkdtempSync(join(tmpdir(), 'askes-834-'));
	const imported = async (people: readonly Enrolment[], endAbsentOn?: string) => {
		const file = join(folder, 'full.834');
		await Bun.write(file, (await Array.fromAsync(writeEnrolments(people, envelope))).join(''));
		return importMembers(clientsOf('member-service'), [file], {
			progress: () => {},
			warning: () => {},
			waiting: () => {},
			patienceMs: 0,
			endAbsentOn,
		});
	};
	const everything = ['DUO-1', 'DUO-2', 'DUO-3'].map((number) => person(number, plan.id, dental.id));
	expect(await imported(everything)).toMatchObject({ members: { created: 3 }, absent: [], left_out: [] });
	// The second has no dental any more; what the third has is not said by name.
	const fewer = [everything[0] as Enrolment, person('DUO-2', plan.id), person('DUO-3', undefined)];
	const left_out = [{ member_number: 'DUO-2', plan_id: dental.id }];
	expect(await imported(fewer)).toMatchObject({ absent: [], left_out, ended: 0 });
	expect(await imported(fewer, '2026-03-31')).toMatchObject({ absent: [], left_out, ended: 1 });
	expect(await imported(fewer)).toMatchObject({ absent: [], left_out: [] });
	const held = async (number: string) =>
		(await members('GET', `/api/v1/members?member_number=${number}`)).body.data[0].coverages
			.map(({ product, to }: { product: string | null; to: string | null }) => `${product} ${to}`)
			.sort();
	expect(await held('DUO-2')).toEqual(['dental 2026-03-31', 'null null']);
	expect(await held('DUO-3')).toEqual(['dental null', 'null null']);
	rmSync(folder, { recursive: true });
});

test('an 834 in full enrolls everybody of a policy; whom the next one does not name is told, and ends where asked', async () => {
	await policies('POST', '/api/v1/policy-imports', {
		body: {
			policies: [
				{
					group: { number: 'ACME', name: 'Acme' },
					policy: {
						number: 'POL-ACME',
						currency: 'IDR',
						from: '2026-01-01',
						classes: [{ class: 'STAFF', plan_id: plan.id }],
					},
				},
			],
		},
	});
	const person = (number: string): Enrolment => ({
		sponsor: { name: 'ACME', id: 'ACME', id_qualifier: '94' },
		insurer: { name: 'PAYER', id: 'P1', id_qualifier: '94' },
		master_policy: 'POL-ACME',
		file_action: '4',
		is_subscriber: true,
		relationship: 'self',
		maintenance_type: 'audit',
		benefit_status: 'A',
		subscriber_number: number,
		member: { last_name: 'SARI', first_name: number, birth_date: '1990-01-01', sex: 'female' },
		coverages: [{ maintenance_type: 'audit', insurance_line: 'HLT', begin_date: '2026-01-01' }],
	});
	const folder = mkdtempSync(join(tmpdir(), 'askes-834-'));
	const imported = async (
		numbers: readonly string[],
		endAbsentOn?: string,
		changed = (text: string) => text,
	) => {
		const file = join(folder, 'full.834');
		const text = (await Array.fromAsync(writeEnrolments(numbers.map(person), envelope))).join('');
		await Bun.write(file, changed(text));
		return importMembers(clientsOf('member-service'), [file], {
			progress: () => {},
			warning: () => {},
			waiting: () => {},
			patienceMs: 0,
			endAbsentOn,
		});
	};
	const everybody = Array.from({ length: 1_003 }, (_, at) => `ACME-${at}`);
	expect((await imported(everybody)).members).toMatchObject({ read: 1_003, created: 1_003, refused: 0 });
	const fewer = everybody.slice(0, -2);
	const told = await imported(fewer);
	expect(told.members).toMatchObject({ unchanged: 1_001, created: 0 });
	expect([told.absent?.toSorted(), told.ended]).toEqual([['ACME-1001', 'ACME-1002'], 0]);
	expect((await imported(fewer, '2026-03-31')).ended).toBe(2);
	expect((await imported(fewer)).absent).toEqual([]);
	const { body } = await members('GET', '/api/v1/members?member_number=ACME-1002');
	expect(body.data[0].coverages).toMatchObject([{ plan_id: plan.id, from: '2026-01-01', to: '2026-03-31' }]);

	// By a file that is cut or holds somebody who cannot be read, nobody can be told to be absent.
	const some = everybody.slice(0, 3);
	const cut = (text: string) => text.slice(0, text.lastIndexOf('INS*'));
	expect(await imported(some, '2026-04-30', cut)).toMatchObject({
		members: { read: 1 },
		unreadable: 1,
		unread_from: { code: 'TRUNCATED' },
		...{ isWhole: false, absent: null, ended: 0 },
	});
	const unreadable = (text: string) => text.replace('INS*Y*18*030', 'INS*Y*18*999');
	const unnumbered = (text: string) => text.replace('REF*0F*ACME-0~', '').replace('*34*ACME-0~', '~');
	const short = (text: string) => text.replace(/INS\*.*?(?=INS\*)/, '');
	for (const damage of [unreadable, unnumbered, short]) {
		const damaged = await imported(some, '2026-04-30', damage);
		expect([damage.name, damaged.isWhole, damaged.ended]).toEqual([damage.name, false, 0]);
	}

	// Another policy of the group is not what the file is about; what would begin after its end is taken back.
	const [{ group_id }] = (await policies('GET', '/api/v1/policies?number=POL-ACME')).body.data;
	const other = aCoverage({ plan_id: plan.id });
	const elsewhere = [anEmployee({ group_id, coverages: [other] })];
	await members('POST', '/api/v1/enrollments', { body: { people: elsewhere } });
	expect((await imported([...fewer.slice(0, -1), 'ACME-NEW'])).absent).toEqual(['ACME-1000']);
	await imported([...fewer, 'ACME-NEW']);
	expect((await imported(fewer, '2025-12-31')).ended).toBe(1);
	const [stays] = (await members('GET', `/api/v1/members?member_number=${elsewhere[0]?.member_number}`)).body
		.data;
	expect(stays.coverages).toMatchObject([{ policy_id: other.policy_id, to: null }]);
	expect((await members('GET', '/api/v1/members?member_number=ACME-NEW')).body.data[0].coverages).toEqual([]);
	rmSync(folder, { recursive: true });
});
