import { expect, test } from 'bun:test';
import { creditOf, emptyFunds, type FundName } from './fund';
import { issuePolicy } from './policy';

const policy = emptyFunds(
	issuePolicy(
		{
			number: 'P-1',
			currency: 'IDR',
			from: '2026-01-01',
			aso: true,
			excess: { mode: 'any_cause', fund: 'buffer', add_room: true },
		},
		'group',
		'policy',
	),
);
const credited = (fund: FundName, amount: string, facts = policy) => {
	try {
		return creditOf(facts, fund, amount);
	} catch (error) {
		return (error as { problem: { code: string } }).problem.code;
	}
};

test('money is put in in the precision of its currency', () => {
	expect(credited('aso', '1500000.00')).toBe('1500000');
	expect(credited('buffer', '1')).toBe('1');
	expect(credited('aso', '100.5', { ...policy, currency: 'USD' })).toBe('100.50');
});

const refusals: [fund: FundName, amount: string, code: string][] = [
	['non_benefit', '1', 'FUND_NOT_OF_POLICY'],
	['aso', '0', 'AMOUNT_TOO_PRECISE'],
	['aso', '0.5', 'AMOUNT_TOO_PRECISE'],
	['aso', '9999999999999', 'none'],
	['aso', '99999999999999', 'FUND_TOO_LARGE'],
];
test.each(refusals)('into the fund %s go %s: %s', (fund, amount, code) => {
	expect(credited(fund, amount)).toBe(code === 'none' ? amount : code);
});

test('a fund holds at most what the platform can count', () => {
	const full = { ...policy, aso: { amount: '9999999999999' } };
	expect(credited('aso', '1', full)).toBe('1');
	expect(credited('aso', '2', full)).toBe('FUND_TOO_LARGE');
});
