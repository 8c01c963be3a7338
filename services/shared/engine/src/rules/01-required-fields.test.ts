import { expect, test } from 'bun:test';
import { LARGEST_AMOUNT } from '@claims-askes/kernel/money';
import { decide } from '../decide';
import { aCase, type Changes, decided, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a whole claim passes', {}, 'pay'],
	['a claim without a member is rejected', { claim: { member_id: undefined } }, 'reject 16'],
	['a claim without lines is rejected', { claim: { lines: [] } }, 'reject 16'],
	['a line without a code is rejected', { lines: [{ code: undefined }] }, 'reject 16'],
	['a line without a charge is rejected', { lines: [{ billed: undefined }] }, 'reject 16'],
	['a charge of nothing is a charge', { lines: [{ billed: 0 }] }, 'pay'],
	['two lines with one number are rejected', { lines: [{}, { n: 1, code: 'B' }] }, 'reject 16'],
	['a line without a number is rejected', { lines: [{ n: undefined }] }, 'reject 16'],
	[
		'a line of daily cash needs no charge',
		{
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-11' } },
			lines: [{ billed: undefined }],
			benefit: { daily_cash: 500 },
		},
		'pay',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R1')).toBe(expected);
});

test('every missing field is named at once, each with its remark', () => {
	const { decision } = decided({
		claim: { member_id: undefined },
		lines: [{ code: undefined }, { billed: undefined }],
	});
	expect(decision.outcome).toBe('rejected');
	expect(decision.reasons).toEqual([
		{ rule: 'R1', carc: '16', line: null, remarks: ['N382'] },
		{ rule: 'R1', carc: '16', line: 1, remarks: ['M51'] },
		{ rule: 'R1', carc: '16', line: 2, remarks: ['M79'] },
	]);
	expect(decision.movements).toEqual([]);
});

test.each([0, -1, 1.5, 1_000_000, Number.NaN])(
	'%p units are rejected, also when they come past the checked door',
	(units) => {
		const { claim, facts } = aCase();
		const [line] = claim.lines;
		const decision = decide({ ...claim, lines: line ? [{ ...line, units }] : [] }, facts);
		expect(decision.reasons).toEqual([{ rule: 'R1', carc: '16', line: 1, remarks: ['M53'] }]);
	},
);

test('a claim of more than the largest amount is rejected, never summed wrongly', () => {
	const { claim, facts } = aCase({ lines: [{ billed: LARGEST_AMOUNT }, { code: 'B', billed: 0 }] });
	expect(decide(claim, facts).outcome).toBe('approved');
	const lines = claim.lines.map((line) => ({ ...line, billed: LARGEST_AMOUNT }));
	expect(decide({ ...claim, lines }, facts).outcome).toBe('rejected');
});

test('daily cash of more than the largest amount is rejected, and what was billed for it is not looked at', () => {
	const cash = (daily_cash: number, units: number) =>
		verdict(
			{
				claim: { stay: { admitted: '2026-05-01', discharged: '2026-06-11' } },
				lines: [{ from: '2026-05-01', units, billed: LARGEST_AMOUNT }, { code: 'B' }],
				plan: { benefits: { care: { daily_cash }, other: {} }, benefit_of: { A: 'care', B: 'other' } },
			},
			'R1',
		);
	expect(cash(LARGEST_AMOUNT, 2)).toBe('reject 16');
	expect(cash(LARGEST_AMOUNT / 4, 3)).toBe('pay');
});
