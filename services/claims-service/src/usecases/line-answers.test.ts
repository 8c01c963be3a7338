import { expect, test } from 'bun:test';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { lineAnswers } from './line-answers';

const line = (number: number, procedure_code: string): CanonicalClaim['lines'][number] => ({
	number,
	procedure_code,
	code_system: 'hcpcs',
	modifiers: [],
	units: 1,
	charge: '120.00',
	diagnosis_pointers: [1],
	service_date: '2026-03-01',
	control_number: `L${number}`,
});
const lines = [line(1, '99213'), line(2, '85025')];
const decided = [
	{ number: 1, outcome: 'pay', paid: '100.00' },
	{ number: 2, outcome: 'deny', paid: '0.00' },
] as const;
const date = '2026-03-09';
const wordsOf = (answers: ReturnType<typeof lineAnswers>) =>
	answers.map(({ statuses, paid }) => [statuses[0]?.category, statuses[0]?.status, paid]);

test('each line of a claim that is paid in part says for itself whether it was paid', () => {
	expect(wordsOf(lineAnswers([], lines, { status: 'paid', date, decided }))).toEqual([
		['F1', '65', '100.00'],
		['F2', '104', '0.00'],
	]);
	expect(wordsOf(lineAnswers([], lines, { status: 'partially_approved', date, decided }))).toEqual([
		['F0', '3', undefined],
		['F2', '104', undefined],
	]);
});

test('a covered line of which the member bears all was processed, not paid', () => {
	const borne = [{ number: 1, outcome: 'pay', paid: '0.00' }] as const;
	const [answer] = lineAnswers([], lines, { status: 'paid', date, decided: borne });
	expect(answer).toMatchObject({ paid: '0.00', statuses: [{ category: 'F4', status: '104' }] });
});

test('before it is decided, and once the decision is void, a line stands where its claim does', () => {
	expect(wordsOf(lineAnswers([], lines, { status: 'adjudicating', date, decided: [] }))).toEqual([
		['P1', '45', undefined],
		['P1', '45', undefined],
	]);
	expect(wordsOf(lineAnswers([], lines, { status: 'voided', date, decided }))[0]).toEqual([
		'F4',
		'101',
		undefined,
	]);
});

test('who asks about one line is answered for that one', () => {
	const asked = { code_system: 'hcpcs', modifiers: [], charge: '120.00' } as const;
	const of = (one: object) =>
		lineAnswers([{ ...asked, ...one } as never], lines, { status: 'received', date, decided: [] }).map(
			({ control_number }) => control_number,
		);
	expect([
		of({ procedure_code: '85025' }),
		of({ control_number: 'L1', procedure_code: 'X' }),
		of({}),
	]).toEqual([['L2'], ['L1'], []]);
});
