import { add, larger, type Minor, negate, smaller, subtract, sum, ZERO } from '@claims-askes/kernel/money';

/** One side of a journal: a debit is positive, a credit negative. */
export interface Posting {
	readonly account: string;
	readonly amount: Minor;
}

/** An amount on its way from one account to another: it cannot but balance. */
export interface Entry {
	readonly debit: string;
	readonly credit: string;
	readonly amount: Minor;
}

/** A journal as entries: its debits and credits laid side by side, an entry for each pair where they overlap. */
export function entriesOf(postings: readonly Posting[]): Entry[] {
	if (sum(postings.map(({ amount }) => amount)) !== ZERO) throw new Error('a journal does not balance');
	const credits = spansOf(postings.map(({ account, amount }) => ({ account, amount: negate(amount) })));
	return spansOf(postings).flatMap((debit) =>
		credits.flatMap((credit) => {
			const amount = subtract(smaller(debit.upto, credit.upto), larger(debit.since, credit.since));
			return amount > ZERO ? [{ debit: debit.account, credit: credit.account, amount }] : [];
		}),
	);
}

/** Those above zero, one behind the other. */
function spansOf(postings: readonly Posting[]) {
	let since = ZERO;
	return postings.flatMap(({ account, amount }) => {
		if (amount <= ZERO) return [];
		const span = { account, since, upto: add(since, amount) };
		since = span.upto;
		return [span];
	});
}
