import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import { copyIn, copyLine } from '@claims-askes/chassis/db/copy-rows';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount } from '@claims-askes/kernel/money';
import { entriesOf, type Posting } from '../domain/ledger';

export interface Journal {
	readonly kind: 'payable' | 'payment';
	/** The decision or the payment. */
	readonly reference: string;
	readonly currency: string;
	readonly postings: readonly Posting[];
}

/** Books journals, each an entry for every amount that goes from one account to another. */
export async function post(tx: Queryable, journals: readonly Journal[]): Promise<void> {
	const lines = journals.flatMap(({ kind, reference, currency, postings }) =>
		entriesOf(postings).map(({ debit, credit, amount }, at) =>
			copyLine([
				kind,
				reference,
				at + 1,
				debit,
				credit,
				currency,
				formatAmount(amount, decimalsOf(currency)),
			]),
		),
	);
	if (lines.length === 0) return;
	await copyIn(tx, {
		table: 'ledger_entries',
		columns: 'kind, reference, number, debit, credit, currency, amount',
		lines: lines.join(''),
	});
}

/** Takes back what decisions' payables were booked with, entry by entry; what was booked with nothing has none. */
export async function reverse(tx: Queryable, decisionIds: readonly string[]): Promise<void> {
	if (decisionIds.length === 0) return;
	await tx`${takenBack(tx, 'reversal')} where reference = any(${[...decisionIds]}::uuid[]) and kind = 'payable'`;
}

/** The effect that takes back what a payment was booked with, entry by entry. */
export const takeBackEffect = (sql: Queryable, paymentId: string): Fragment =>
	sql`${takenBack(sql, 'void')} cross join once where reference = ${paymentId}::uuid and kind = 'payment'`;

/** Each entry the other way round. */
const takenBack = (sql: Queryable, as: 'reversal' | 'void'): Fragment => sql`
	insert into ledger_entries (kind, reference, number, debit, credit, currency, amount)
	select ${as}::text, reference, number, credit, debit, currency, amount from ledger_entries`;

export interface Balance {
	readonly account: string;
	readonly currency: string;
	readonly amount: string;
}

/** The balance of each kind of account: `payable` sums all payees. */
export function balances(sql: Queryable): Promise<Balance[]> {
	return sql<Balance[]>`
		select split_part(account, ':', 1) || case when account like 'payable:%' then '' else ':' || split_part(account, ':', 2) end
			as account, currency, sum(amount)::text as amount
		from postings group by 1, 2 order by 2, 1`;
}
