import { expect, test } from 'bun:test';
import { alreadyPublished, assertEndsEarlier, withContract } from './contract';

const aHeld = (from: string, to: string | null, currency = 'USD') => ({
	id: `${from}-${currency}`,
	currency,
	from,
	to,
	hash: `hash of ${from}`,
});
const aProposal = (from: string, to: string | null, currency = 'USD') => ({
	terms: { from, to, currency, prices: {} },
	hash: `hash of ${from}`,
	findings: [],
});
const codeOf = (work: () => unknown): string => {
	try {
		work();
		return 'none';
	} catch (error) {
		return (error as { problem: { code: string } }).problem.code;
	}
};

const overlaps: [from: string, to: string | null, currency: string, code: string][] = [
	['2027-01-01', null, 'USD', 'none'],
	['2026-12-31', null, 'USD', 'CONTRACT_OVERLAPS'],
	['2025-01-01', '2026-01-01', 'USD', 'CONTRACT_OVERLAPS'],
	['2025-01-01', '2025-12-31', 'USD', 'none'],
	['2025-01-01', null, 'USD', 'CONTRACT_OVERLAPS'],
	['2026-06-01', '2026-06-30', 'IDR', 'none'],
];
test.each(overlaps)(
	'beside a contract of 2026 in USD, one from %s to %s in %s: %s',
	(from, to, currency, code) => {
		const held = [aHeld('2026-01-01', '2026-12-31')];
		expect(codeOf(() => withContract(held, aProposal(from, to, currency), 'new'))).toBe(code);
	},
);

test('terms that contradict themselves are not published, and each place is told', () => {
	const finding = { field: 'prices', code: 'NOTHING_PRICED', message: 'the contract prices nothing' };
	const proposal = { ...aProposal('2026-01-01', null), findings: [finding] };
	expect(() => withContract([], proposal, 'new')).toThrow(expect.objectContaining({ details: [finding] }));
});

test('the same terms are the contract that is there, unless it was ended early', () => {
	const proposal = aProposal('2026-01-01', '2026-12-31');
	const held = aHeld('2026-01-01', '2026-12-31');
	expect(alreadyPublished([held], proposal)).toEqual(held);
	expect(alreadyPublished([{ ...held, to: '2026-06-30' }], proposal)).toBeNull();
});

const ends: [day: string, code: string][] = [
	['2026-12-30', 'none'],
	['2026-12-31', 'CONTRACT_END_NOT_EARLIER'],
	['2025-12-31', 'none'],
	['2025-12-30', 'CONTRACT_END_NOT_EARLIER'],
];
test.each(ends)('a contract of 2026 that is given %s as its last day: %s', (day, code) => {
	expect(codeOf(() => assertEndsEarlier({ from: '2026-01-01', to: '2026-12-31' }, day))).toBe(code);
});
