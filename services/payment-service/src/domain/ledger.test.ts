import { expect, test } from 'bun:test';
import { type Minor, minor, ZERO } from '@claims-askes/kernel/money';
import fc from 'fast-check';
import { type Entry, entriesOf } from './ledger';

const posting = ([account, amount]: readonly [string, number]) => ({ account, amount: minor(amount) });

/** What entries move on each account. */
function movedBy(entries: readonly Entry[]): Record<string, number> {
	const moved = new Map<string, number>();
	for (const { debit, credit, amount } of entries) {
		moved.set(debit, (moved.get(debit) ?? 0) + amount);
		moved.set(credit, (moved.get(credit) ?? 0) - amount);
	}
	return Object.fromEntries([...moved].filter(([, amount]) => amount !== 0));
}

test('two sources bear what is owed, and the discount is taken from the last of it', () => {
	const postings = [
		['expense:insurer', 7000],
		['expense:buffer', 3000],
		['payable:p1', -9500],
		['expense:claim_discount', -500],
	] as const;
	expect(entriesOf(postings.map(posting)) as unknown).toEqual([
		{ debit: 'expense:insurer', credit: 'payable:p1', amount: 7000 },
		{ debit: 'expense:buffer', credit: 'payable:p1', amount: 2500 },
		{ debit: 'expense:buffer', credit: 'expense:claim_discount', amount: 500 },
	]);
});

test('a journal that does not balance is refused', () => {
	expect(() => entriesOf([posting(['bank:claims', 1])])).toThrow('does not balance');
});

test('entries move on each account what was posted to it, each more than nothing', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 8 }), (amounts) => {
			const rest = -amounts.reduce((total, amount) => total + amount, 0);
			const postings = [...amounts, rest].map((amount, at) => posting([`account:${at}`, amount]));
			const entries = entriesOf(postings);
			const posted = postings.filter(({ amount }) => amount !== ZERO);
			expect(movedBy(entries)).toEqual(
				Object.fromEntries(posted.map(({ account, amount }): [string, Minor] => [account, amount])),
			);
			expect(entries.every(({ amount }) => amount > ZERO)).toBe(true);
		}),
	);
});
