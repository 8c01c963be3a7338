import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { CLAIM_FINDINGS } from '../../claim';
import { X12_PROBLEMS, type X12ProblemCode } from '../problem';
import { hasSharedData, SHARED_DATA } from '../test-support/shared-data';
import { FINDING_STATUSES, INTAKE_STATUSES, statusOfFinding, syntaxOfFinding } from './finding-codes';
import { ACKNOWLEDGEMENT_CODES, claimStatusOf, OF_INTERCHANGE } from './problem-codes';

const rows = { ...INTAKE_STATUSES, ...FINDING_STATUSES };
const found = { level: 'error', message: '', segment: 9, loop: '2300', segment_id: 'CLM' } as const;

test('every finding about a claim has its row for the 277CA', () => {
	expect(Object.keys(FINDING_STATUSES).toSorted()).toEqual([...CLAIM_FINDINGS].toSorted());
});

test('every problem of syntax or guide has its row for the 999, or is the interchange’s own', () => {
	const told = [...Object.keys(ACKNOWLEDGEMENT_CODES), ...OF_INTERCHANGE];
	expect(told.toSorted()).toEqual(Object.keys(X12_PROBLEMS).toSorted());
	for (const [code, { segment, element, transaction }] of Object.entries(ACKNOWLEDGEMENT_CODES)) {
		expect({ code, isTold: segment !== undefined || transaction !== undefined }).toEqual({
			code,
			isTold: true,
		});
		if (segment) expect(segment).toMatch(/^([1-8]|I[46789])$/);
		if (element) expect(element).toMatch(/^(\d|1[0-3]|I6|I9|I1[0-3])$/);
		if (transaction) expect(transaction).toMatch(/^([1-7]|1\d|2[0-7]|I[56])$/);
		if (element) expect({ code, segment }).toEqual({ code, segment: '8' });
	}
});

test('a number that is wrong is told of the provider whose it is', () => {
	const of = (path: (string | number)[]) => statusOfFinding({ ...found, code: 'NPI', path }).entity;
	expect(of(['billing_provider', 'npi'])).toBe('85');
	expect(of(['lines', 0, 'ordering_provider', 'npi'])).toBe('DK');
});

test('what the situation calls for and is not there is told as such in the 999, a segment or an element', () => {
	const of = (is_missing?: 'segment' | 'element') =>
		syntaxOfFinding({ ...found, code: 'BIRTH_DATE', path: [], ...(is_missing ? { is_missing } : {}) });
	expect([of('segment'), of('element'), of()]).toEqual([
		{ segment: 'I6' },
		{ segment: '8', element: 'I9' },
		{ segment: '8', element: 'I12' },
	]);
});

test('a payer’s own rule is told as it says, else as information that is missing or invalid', () => {
	const claim_status = { category: 'A7', status: '163', entity: 'IL' };
	expect(statusOfFinding({ ...found, code: 'GROUP', path: [], claim_status })).toEqual(claim_status);
	expect(statusOfFinding({ ...found, code: 'GROUP', path: [] })).toEqual({ category: 'A3', status: '21' });
});

/** Of code list 98, that the list beside us lacks and the guides of 277 and 837 name: payer and submitter. */
const ALSO_ENTITIES = ['PR', '41'];

describe.skipIf(!hasSharedData)('the codes that we send (skipped without ../shared/data)', () => {
	const listed = new Map<string, Set<string>>();
	if (hasSharedData)
		for (const line of readFileSync(`${SHARED_DATA}/codesets/x12_external_code_values.csv`, 'utf8').split(
			'\n',
		)) {
			const cells = line.trim().split(',');
			const [list = ''] = cells;
			listed.set(list, (listed.get(list) ?? new Set()).add(cells.at(-1) ?? ''));
		}

	const problems = (Object.keys(X12_PROBLEMS) as X12ProblemCode[]).flatMap((code) =>
		[undefined, '2010AA', '2010BA', '2010BB', '2010CA'].map((loop) => ({
			code,
			...claimStatusOf({ code, loop }),
		})),
	);
	const sent = [...Object.entries(rows).map(([code, row]) => ({ code, ...row })), ...problems];

	test.each(sent)('$code: $category:$status is in the lists', ({ category, status, entity }) => {
		expect(listed.get('claim_status_cat')).toContain(category);
		expect(listed.get('claim_status')).toContain(status);
		if (entity === undefined || entity === 'provider' || ALSO_ENTITIES.includes(entity)) return;
		expect(listed.get('entity_id')).toContain(entity);
	});

	test('so are the providers’ entities', () => {
		const providers = ['billing', 'rendering', 'referring', 'attending', 'operating', 'supervising'];
		for (const provider of providers) {
			const { entity } = statusOfFinding({ ...found, code: 'NPI', path: [`${provider}_provider`, 'npi'] });
			expect(listed.get('entity_id')).toContain(entity ?? '');
			expect(entity).not.toBe('1P');
		}
	});
});
