import { expect, test } from 'bun:test';
import type { EligibilityBenefit, EligibilityResponse } from '../claim';
import { readCoverageEligibilityRequest } from './read-eligibility';
import { writeCoverageEligibilityResponse } from './write-eligibility';

const aRequest = (changes: object = {}) => ({
	resourceType: 'CoverageEligibilityRequest',
	status: 'active',
	purpose: ['benefits'],
	contained: [{ resourceType: 'Patient', id: 'p', name: [{ family: 'Smith' }], birthDate: '1980-01-01' }],
	patient: { reference: '#p' },
	created: '2026-03-02',
	insurer: { display: 'Payer' },
	insurance: [{ focal: true, coverage: { identifier: { value: 'M1' } } }],
	...changes,
});
const read = (resource: object) => readCoverageEligibilityRequest(JSON.stringify(resource));

test('a request is read as the question it asks', () => {
	const period = { start: '2026-03-01', end: '2026-03-31' };
	const { inquiry, purposes, problems } = read(aRequest({ servicedPeriod: period }));
	expect(problems).toEqual([]);
	expect(purposes).toEqual(['benefits']);
	expect(inquiry).toMatchObject({
		subscriber: { member_id: 'M1', last_name: 'Smith', birth_date: '1980-01-01' },
		service_date: '2026-03-01',
		service_date_end: '2026-03-31',
	});
});

test.each([
	['a day that is none', { servicedDate: '2026-02-30' }, 'DATE_INVALID'],
	['nobody', { patient: undefined }, 'REQUIRED'],
	['no coverage', { insurance: [] }, 'REQUIRED'],
	['no purpose', { purpose: [] }, 'REQUIRED'],
	['a purpose that R4 has not', { purpose: ['benefits', 'curiosity'] }, 'CODE_INVALID'],
	['a status that takes it back', { status: 'cancelled' }, 'REQUEST_STATUS'],
	['a modifier', { modifierExtension: [{ url: 'http://clinic.example/not' }] }, 'MODIFIER_EXTENSION'],
])('a request with %s says so', (_, changes, code) => {
	expect(read(aRequest(changes)).problems.map((problem) => problem.code)).toContain(code as never);
});

test('a document with no request, or with two, is refused', () => {
	expect(() => read({ resourceType: 'Patient' })).toThrow('ONE_RESOURCE');
	const entry = [{ resource: aRequest() }, { resource: aRequest() }];
	expect(() => read({ resourceType: 'Bundle', type: 'collection', entry })).toThrow('ONE_RESOURCE');
});

const answerWith = (benefit: EligibilityBenefit) => {
	const answer: EligibilityResponse = {
		payer: {},
		provider: {},
		subscriber: { member_id: 'M1' },
		trace_numbers: [],
		dates: [],
		refusals: [],
		benefits: [benefit],
	};
	return writeCoverageEligibilityResponse(answer, {
		purposes: ['benefits'],
		created: '2026-03-02T10:00:00Z',
	});
};

test.each([
	['.2', '20 %'],
	['.125', '12.5 %'],
	['1', '100 %'],
	['0', '0 %'],
	['.07', '7 %'],
])('a fraction of %s is %s', (percent, said) => {
	const [item] = JSON.parse(answerWith({ information: 'A', service_types: ['30'], percent })).insurance[0]
		.item;
	expect(item.benefit[0].allowedString).toBe(said);
});

test('an amount keeps its digits', () => {
	expect(answerWith({ information: 'C', service_types: ['30'], amount: '500.00' })).toContain(
		'"value":500.00',
	);
});
