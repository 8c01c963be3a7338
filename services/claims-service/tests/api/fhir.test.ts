import { afterAll, expect, test } from 'bun:test';
import type { TestRequest } from '@claims-askes/chassis/testing/client';
import { startUpstream } from '@claims-askes/chassis/testing/upstream';
import { createAskes } from '@claims-askes/sdk';
import {
	aBundle,
	aDecision,
	aFhirClaim,
	aFhirItem,
	aPredetermination,
} from '../../../../sdk/src/fhir/test-support';
import { faultsOf } from '../../../../sdk/tests/r4-schema';
import { aClaim as aCanonicalClaim, startClaims } from '../setup';

const decision = aDecision();
const would = aPredetermination();
const kept = aPredetermination({ id: '0190b5c6-7d1e-7000-8000-0000000000dd', outcome: 'denied' });
const adjudication = startUpstream({
	'POST /api/v1/decisions/batch-get': { data: [decision] },
	'POST /api/v1/predeterminations': { status: 201, data: would },
	[`GET /api/v1/predeterminations/${kept.id}`]: {
		data: { ...kept, content: aCanonicalClaim({ use: 'predetermination' }) },
	},
});
const adjudicationAs = (auth: string) => createAskes({ baseUrl: adjudication.url, auth });
const { admin, send, count, eventsAbout, stop } = await startClaims(
	{},
	{
		during: () => adjudicationAs('a-token'),
		onBehalfOf: ({ bearer = '' }) => adjudicationAs(bearer),
	},
);
afterAll(() => Promise.all([stop(), adjudication.close()]));

const FHIR = { 'content-type': 'application/fhir+json' };
/** Every answer, also of a failure, is valid R4 in FHIR's own media type. */
async function ask(method: string, path: string, request: TestRequest = {}) {
	const { status, headers, body } = await send(method, `/fhir/r4${path}`, request);
	expect(headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
	const resource = JSON.parse(body);
	expect(faultsOf(resource)).toEqual([]);
	return { status, headers, resource };
}
const submitText = (rawBody: string, { headers, as }: Pick<TestRequest, 'headers' | 'as'> = {}) =>
	ask('POST', '/Claim/$submit', {
		rawBody,
		headers: { ...FHIR, ...headers },
		...(as === undefined ? {} : { as }),
	});
const submit = (resource: object, options: Pick<TestRequest, 'headers' | 'as'> = {}) =>
	submitText(JSON.stringify(resource), options);
const codesOf = (outcome: { issue: { details: { coding: { code: string }[] } }[] }) =>
	outcome.issue.map(({ details }) => details.coding[0]?.code);

let made = 0;
const aClaim = (changes: object = {}) => aFhirClaim({ identifier: [{ value: `F-${++made}` }], ...changes });

test('a Bundle is taken in as a claim and answered by a Bundle with a queued ClaimResponse', async () => {
	const { status, resource, headers } = await submit(aBundle(aClaim()));
	const [{ resource: response }] = resource.entry;
	expect([status, resource.resourceType]).toEqual([201, 'Bundle']);
	expect(response).toMatchObject({ resourceType: 'ClaimResponse', outcome: 'queued', use: 'claim' });
	expect(headers.get('location')).toBe(`/fhir/r4/ClaimResponse/${response.id}`);
	const [event] = await eventsAbout(response.id);
	expect(event?.event_type).toBe('claim.submitted');
});

test('Parameters and a Claim that contains its parties are answered by a ClaimResponse', async () => {
	const parameter = [{ name: 'resource', resource: aBundle(aClaim()) }];
	const asked = await submit({ resourceType: 'Parameters', parameter });
	expect([asked.status, asked.resource.resourceType]).toEqual([201, 'ClaimResponse']);
	const alone = await submit(aClaim());
	expect([alone.status, alone.resource.resourceType]).toEqual([201, 'ClaimResponse']);
});

test('an amount keeps every digit that it came with', async () => {
	const item = [aFhirItem({ net: { value: 0, currency: 'USD' } })];
	const text = JSON.stringify(aBundle(aClaim({ item }))).replace('"value":0', '"value":99999999999.90');
	const { resource } = await submitText(text);
	const { body } = await send('GET', `/fhir/r4/Claim/${resource.entry[0].resource.id}`);
	expect(body).toContain('"value":99999999999.90');
});

test('the same key and body are answered the same, once; the same key with another body is refused', async () => {
	const headers = { 'idempotency-key': 'fhir-1' };
	const claim = aBundle(aClaim());
	const before = await count('claims_service.claims');
	const first = await submit(claim, { headers });
	const again = await submit(claim, { headers });
	expect(again.resource).toEqual(first.resource);
	expect(again.headers.get('idempotent-replayed')).toBe('true');
	expect(await count('claims_service.claims')).toBe(before + 1);
	const other = await submit(aBundle(aClaim()), { headers });
	expect([other.status, codesOf(other.resource)]).toEqual([422, ['IDEMPOTENCY_KEY_REUSED']]);
});

test.each(['claim', 'predetermination'])(
	'a %s whose total is not the sum of its items is refused, and nothing is stored',
	async (use) => {
		const before = await count('claims_service.claims');
		const { status, resource } = await submit(aClaim({ use, total: { value: 1, currency: 'USD' } }));
		expect([status, resource.resourceType]).toEqual([422, 'OperationOutcome']);
		expect(resource.issue.at(-1)).toMatchObject({
			code: 'business-rule',
			details: { coding: [{ code: 'CHARGES_DO_NOT_SUM' }] },
			expression: ['Claim.total'],
		});
		expect(await count('claims_service.claims')).toBe(before);
	},
);

test('a refusal says of each reason what kind it is and where in the Claim it stands', async () => {
	const typesOf = ({ issue }: { issue: { code: string; expression?: string[] }[] }) =>
		issue.map(({ code, expression }) => [code, ...(expression ?? [])]);
	const undated = await submit(aBundle(aClaim({ item: [aFhirItem({ servicedDate: '2999-01-01' })] })));
	expect(undated.status).toBe(422);
	expect(typesOf(undated.resource)).toEqual([['invalid'], ['business-rule', 'Claim.item[0].serviced']]);
	const empty = await submit(aBundle(aClaim({ item: [] })));
	expect(typesOf(empty.resource)[1]?.[0]).toBe('required');
	const xml = '<Claim xmlns="http://hl7.org/fhir"/>';
	const named = await submitText(xml, { headers: { 'content-type': 'application/fhir+xml' } });
	expect([named.status, typesOf(named.resource)]).toEqual([415, [['not-supported']]]);
	const disguised = await submitText(xml);
	expect([disguised.status, typesOf(disguised.resource)]).toEqual([415, [['not-supported']]]);
	for (const version of ['3.0', '"5.0"'])
		expect(
			(
				await submit(aClaim(), {
					headers: { 'content-type': `application/fhir+json; fhirVersion=${version}` },
				})
			).status,
		).toBe(415);
	const older = await submit({ ...aClaim(), organization: { display: 'C' } });
	expect([older.status, older.resource.issue[1].diagnostics]).toEqual([
		400,
		expect.stringContaining('this is STU3 (3.0)'),
	]);
});

test('what the sender should know of how a claim was read is told beside the answer', async () => {
	const text = JSON.stringify(aBundle(aClaim())).replaceAll(',"currency":"USD"', '');
	const { status, resource } = await submitText(text);
	const [{ resource: response }] = resource.entry;
	expect(status).toBe(201);
	expect(response.processNote.map(({ text }: { text: string }) => text)).toContainEqual(
		expect.stringMatching(/^Bundle\.entry\[0\]\.resource: no amount names its currency/),
	);
});

test('what may turn the meaning of a claim around is refused, for nobody here understands it', async () => {
	const modifierExtension = [{ url: 'http://clinic.example/not-done', valueBoolean: true }];
	const { status, resource } = await submit(aClaim({ item: [aFhirItem({ modifierExtension })] }));
	expect([status, codesOf(resource)]).toEqual([422, ['CLAIM_REJECTED', 'MODIFIER_EXTENSION']]);
	expect(resource.issue[1]).toMatchObject({
		code: 'extension',
		expression: ['Claim.item[0].modifierExtension[0]'],
	});
});

test('a claim takes the place of another that it refers to by the address under which that can be read', async () => {
	const prior = (claim: object) => [{ relationship: { coding: [{ code: 'prior' }] }, claim }];
	for (const base of ['', 'https://payer.example/fhir/r4/']) {
		const [{ resource: original }] = (await submit(aBundle(aClaim()))).resource.entry;
		const related = prior({ reference: `${base}Claim/${original.id}` });
		expect((await submit(aBundle(aClaim({ related })))).status).toBe(201);
		const replaced = await ask('GET', `/ClaimResponse/${original.id}`);
		expect(replaced.resource.status).toBe('cancelled');
		const late = await submit(aBundle(aClaim({ related })));
		expect([late.status, codesOf(late.resource)[1]]).toEqual([422, 'ORIGINAL_CLAIM_OVER']);
	}
	// The claim that it takes the place of may come along, and is not sent once more by that.
	const both = aBundle(aClaim({ related: prior({ reference: 'Claim/old' }) }), { ...aClaim(), id: 'old' });
	expect(codesOf((await submit(both)).resource)).toEqual(['CLAIM_REJECTED', 'ORIGINAL_CLAIM_UNKNOWN']);
});

test('what became of a claim is told with its decision, and to its own member alone', async () => {
	const { resource } = await submit(aBundle(aClaim()));
	const { id } = resource.entry[0].resource;
	const waiting = await ask('GET', `/ClaimResponse/${id}`);
	expect([waiting.resource.outcome, waiting.resource.item]).toEqual(['queued', undefined]);
	const member = '0190b5c6-7d1e-7000-8000-0000000000aa';
	await admin`update claims_service.claims
		set status = 'approved', decision_id = ${decision.id}, member_id = ${member} where id = ${id}`;
	const response = await ask('GET', `/ClaimResponse/${id}`, { as: { role: 'member', member_id: member } });
	expect(response.resource).toMatchObject({ outcome: 'complete', disposition: 'approved' });
	const eob = await ask('GET', `/ExplanationOfBenefit/${id}`);
	const paid = eob.resource.total.find(
		({ category }: { category: { coding: { code: string }[] } }) => category.coding[0]?.code === 'benefit',
	);
	expect(paid.amount).toEqual({ value: 100, currency: 'USD' });
	const other = await ask('GET', `/ExplanationOfBenefit/${id}`, {
		as: { role: 'member', member_id: '0190b5c6-7d1e-7000-8000-0000000000bb' },
	});
	expect([other.status, codesOf(other.resource)]).toEqual([404, ['CLAIM_NOT_FOUND']]);
});

test('a predetermination is answered by what would be decided, in the form it came in, and stored nowhere', async () => {
	const before = await count('claims_service.claims');
	const asked = aClaim({ use: 'predetermination', item: [aFhirItem({ servicedDate: '2999-01-01' })] });
	const { status, resource, headers } = await submit(aBundle(asked));
	const [{ resource: response }] = resource.entry;
	expect([status, headers.get('location')]).toEqual([201, `/fhir/r4/ClaimResponse/${would.id}`]);
	expect(response).toMatchObject({ use: 'predetermination', outcome: 'complete' });
	expect(response.total).not.toBeEmpty();
	const alone = await submit({ ...aClaim({ use: 'predetermination' }) });
	expect(alone.resource).toMatchObject({ resourceType: 'ClaimResponse', use: 'predetermination' });
	expect(await count('claims_service.claims')).toBe(before);
	// In the caller's own name: adjudication-service judges what they may ask about.
	expect(adjudication.asked.at(-1)?.authorization).not.toBe('Bearer a-token');
});

test('a preauthorization with more than a request carries is refused by name, and nobody is asked', async () => {
	const coded = (code: string) => ({
		diagnosisCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] },
	});
	const diagnosis = Array.from({ length: 13 }, (_, at) => ({ sequence: at + 1, ...coded(`E11.${at % 10}`) }));
	const item = Array.from({ length: 100 }, (_, at) => aFhirItem({ sequence: at + 1 }));
	const refused = await submit(aBundle(aClaim({ use: 'preauthorization', diagnosis, item })));
	expect([refused.status, codesOf(refused.resource)]).toEqual([
		422,
		['PREAUTHORIZATION_TOO_LONG', 'TOO_MANY', 'TOO_MANY'],
	]);
});

test('a predetermination passes the door of claims', async () => {
	const diagnosis = [
		{
			sequence: 1,
			diagnosisCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9' }] },
		},
	];
	const period = { start: '2999-01-02', end: '2999-01-01' };
	const item = [{ ...aFhirItem(), servicedDate: undefined, servicedPeriod: period }];
	const refused = await submit(aBundle(aClaim({ use: 'predetermination', diagnosis, item })));
	expect([refused.status, codesOf(refused.resource)[0]]).toEqual([422, 'CLAIM_REJECTED']);
	expect(codesOf(refused.resource)).toContain('DATES_INVERTED');
});

test('a predetermination is read again as its Claim and its ClaimResponse, and is no ExplanationOfBenefit', async () => {
	const response = await ask('GET', `/ClaimResponse/${kept.id}`);
	expect(response.resource).toMatchObject({
		...{ id: kept.id, use: 'predetermination', disposition: 'would be denied, by what is known now' },
	});
	const claim = await ask('GET', `/Claim/${kept.id}`);
	expect(claim.resource).toMatchObject({ resourceType: 'Claim', id: kept.id, use: 'predetermination' });
	const eob = await ask('GET', `/ExplanationOfBenefit/${kept.id}`);
	expect([eob.status, codesOf(eob.resource)]).toEqual([404, ['CLAIM_NOT_FOUND']]);
});

test('a claim that is rejected at the door is told why, with places, and stored nowhere', async () => {
	const before = await count('claims_service.claims');
	const diagnosis = [
		{
			sequence: 1,
			diagnosisCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9' }] },
		},
	];
	const late = await submit(
		aBundle(aClaim({ diagnosis, item: [aFhirItem({ servicedDate: '2999-01-01' })] })),
	);
	expect([late.status, codesOf(late.resource)[0]]).toEqual([422, 'CLAIM_REJECTED']);
	const broken = await submit(aBundle(aClaim({ item: [] })));
	expect(codesOf(broken.resource)).toContain('LINES_MISSING');
	expect(await count('claims_service.claims')).toBe(before);
});

test.each([
	['no JSON', '{"resourceType":', 400, 'BODY_MALFORMED'],
	['no FHIR', '{"claim":1}', 400, 'FHIR_UNREADABLE'],
	['nothing', '', 400, 'FHIR_UNREADABLE'],
	['another resource', '{"resourceType":"Patient"}', 422, 'FHIR_ONE_CLAIM'],
	['a field that stands twice', '{"resourceType":"Claim","resourceType":"Claim"}', 400, 'FHIR_UNREADABLE'],
	['endless nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`, 400, 'BODY_TOO_DEEP'],
	['two claims', JSON.stringify(aBundle(aClaim(), aClaim())), 422, 'FHIR_ONE_CLAIM'],
])('%s is refused by an OperationOutcome', async (_, text, status, code) => {
	const refused = await submitText(text);
	expect([refused.status, codesOf(refused.resource)[0]]).toEqual([status, code]);
});

test('a body of another kind, a missing scope and a missing token are OperationOutcomes as well', async () => {
	const x12 = await submitText('ISA*', { headers: { 'content-type': 'application/edi-x12' } });
	expect(x12.status).toBe(422);
	const reader = await submit(aClaim(), { as: { scopes: ['claims:read'] } });
	expect([reader.status, codesOf(reader.resource)]).toEqual([403, ['SCOPE_MISSING']]);
	const nobody = await submit(aClaim(), { as: null });
	expect([nobody.status, codesOf(nobody.resource)]).toEqual([401, ['TOKEN_INVALID']]);
	const nowhere = await ask('GET', '/Patient/1');
	expect([nowhere.status, nowhere.resource.issue[0].code]).toEqual([404, 'not-found']);
});

const exported = async (query: string, as: TestRequest['as'] = {}) => {
	const { headers, body } = await send('GET', `/fhir/r4/$export?${query}`, { as });
	expect(headers.get('content-type')).toBe('application/fhir+ndjson');
	const lines: string[] = body.split('\n').filter((line: string) => line !== '');
	return lines.map((line) => JSON.parse(line));
};

test('all claims are exported, page after page, each once, and each as R4', async () => {
	await Promise.all(Array.from({ length: 120 }, () => submit(aBundle(aClaim()))));
	const stored = await count('claims_service.claims');
	for (const type of ['Claim', 'ClaimResponse', 'ExplanationOfBenefit']) {
		const all = await exported(`_type=${type}`);
		expect(new Set(all.map(({ id }) => id)).size).toBe(stored);
		expect(all).toHaveLength(stored);
		expect(all.map(({ id }) => id)).toEqual(
			all
				.map(({ id }) => id)
				.toSorted()
				.toReversed(),
		);
		expect(all.slice(0, 20).flatMap((one) => faultsOf(one))).toEqual([]);
	}
});

test('an export holds what has moved since, and of it what the caller may see', async () => {
	const { resource } = await submit(aBundle(aClaim()));
	const { id, meta } = resource.entry[0].resource;
	const just = new Date(Date.parse(meta.lastUpdated) - 1).toISOString();
	expect((await exported(`_type=Claim&_since=${just}`)).map((claim) => claim.id)).toEqual([id]);
	expect(await exported('_type=Claim&_since=2999-01-01T00:00:00Z')).toEqual([]);
	const stranger = { role: 'member', member_id: '0190b5c6-7d1e-7000-8000-0000000000cc' } as const;
	expect(await exported('_type=ClaimResponse', stranger)).toEqual([]);
	const refused = await ask('GET', '/$export?_type=Patient');
	expect([refused.status, codesOf(refused.resource)[0]]).toEqual([422, 'VALIDATION_FAILED']);
});

test('what the server can do is told without a token', async () => {
	const { status, resource } = await ask('GET', '/metadata', { as: null });
	expect(status).toBe(200);
	expect(faultsOf(resource)).toEqual([]);
	expect(resource.implementation.url).toEndWith('/fhir/r4');
	const [rest] = resource.rest;
	expect(rest.operation.map(({ name }: { name: string }) => name)).toEqual(['export']);
	const told = rest.resource.map((one: Record<string, { code?: string; name?: string }[]>) => [
		one.type,
		...(one.interaction ?? []).map(({ code }) => code),
		...(one.operation ?? []).map(({ name }) => `$${name}`),
	]);
	expect(told).toEqual([
		['Claim', 'read', '$submit'],
		['ClaimResponse', 'read'],
		['ExplanationOfBenefit', 'read'],
	]);
});

const formed = async (path: string, accept = '') =>
	send('GET', `/fhir/r4${path}`, { headers: accept ? { accept } : {} });

test('who asks for a form that FHIR has not here is told so, and who can read JSON as well is given it', async () => {
	const { resource } = await submit(aBundle(aClaim()));
	const claim = `/Claim/${resource.entry[0].resource.id}`;
	for (const accept of [
		'application/fhir+json; fhirVersion=4.0',
		'application/fhir+xml, application/json;q=0.5',
		'text/html, */*;q=0.8',
	])
		expect([accept, (await formed(claim, accept)).status]).toEqual([accept, 200]);
	for (const [query, accept] of [
		['', 'application/fhir+xml'],
		['', 'application/xml, application/json;q=0'],
		['', 'application/fhir+json; fhirVersion=5.0'],
		['?_format=xml', 'application/fhir+json'],
		['?_format=application/fhir%2Bxml', ''],
	]) {
		const { status, body } = await formed(`${claim}${query}`, accept);
		expect([query, accept, status]).toEqual([query, accept, 406]);
		expect(JSON.parse(body).issue[0]).toMatchObject({ code: 'not-supported' });
	}
	for (const format of ['json', 'application/fhir+json', 'application/fhir%2Bjson', 'text/json'])
		expect((await formed(`${claim}?_format=${format}`, 'application/fhir+xml')).status).toBe(200);
	expect((await formed('/$export?_type=Claim&_format=json&_pretty=true')).status).toBe(200);
});

test('an address says what can be done at it, and what is no name of a claim names none', async () => {
	const { resource } = await submit(aBundle(aClaim()));
	const claim = `/Claim/${resource.entry[0].resource.id}`;
	for (const [method, path, allow] of [
		['GET', '/Claim/$submit', 'POST'],
		['DELETE', claim, 'GET'],
		['POST', '/$export', 'GET'],
	] as const) {
		const { status, headers, body } = await send(method, `/fhir/r4${path}`);
		expect([path, status, headers.get('allow')]).toEqual([path, 405, allow]);
		expect(JSON.parse(body).issue[0].code).toBe('not-supported');
	}
	for (const path of [
		'/Claim/$nothing',
		'/Claim/(',
		'/Patient/1',
		'/Claim?patient=1',
		`${claim}/_history/1`,
	]) {
		const { status, resource: outcome } = await ask('GET', path);
		expect([path, status, outcome.issue.length]).toEqual([path, 404, 1]);
	}
});

test('a parameter that is refused is named as one of the request, and not as an element of a resource', async () => {
	const { resource } = await ask('GET', '/$export?_type=Claim,Patient&nothing=1');
	expect(faultsOf(resource)).toEqual([]);
	const [, type, unknown] = resource.issue;
	expect([type.code, type.location, type.expression]).toEqual(['invalid', ['http._type'], undefined]);
	expect([unknown.code, unknown.location, unknown.expression]).toEqual([
		'not-supported',
		undefined,
		undefined,
	]);
});
