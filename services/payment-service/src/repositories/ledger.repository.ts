import type { Queryable } from '@claims-askes/chassis/db/connect';
import { copyIn, copyLine } from '@claims-askes/chassis/db/copy-rows';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount } from '@claims-askes/kernel/money';
import type { Posting } from '../domain/payable';

export interface Journal {
	readonly id: string;
	readonly kind: 'payable' | 'payment';
	readonly reference: string;
	readonly currency: string;
	readonly postings: readonly Posting[];
}

/** Adds journals with their postings, whose balance the database checks. */
export async function post(tx: Queryable, journals: readonly Journal[]): Promise<void> {
	const filled = journals.filter(({ postings }) => postings.length > 0);
	if (filled.length === 0) return;
	await Promise.all([
		copyIn(tx, {
			table: 'journals',
			columns: 'id, kind, reference',
			lines: filled.map(({ id, kind, reference }) => copyLine([id, kind, reference])).join(''),
		}),
		copyIn(tx, {
			table: 'postings',
			columns: 'journal_id, account, currency, amount',
			lines: filled
				.flatMap(({ id, currency, postings }) =>
					postings.map(({ account, amount }) =>
						copyLine([id, account, currency, formatAmount(amount, decimalsOf(currency))]),
					),
				)
				.join(''),
		}),
	]);
}

/** Takes back what decisions' payables were booked with, posting by posting; what was booked with nothing has no journal. */
export async function reverse(
	tx: Queryable,
	reversals: readonly { readonly id: string; readonly decision_id: string }[],
): Promise<void> {
	if (reversals.length === 0) return;
	await tx`
		with taken_back as materialized (
			select given.id, given.decision_id, booked.id as booked_id
			from unnest(${reversals.map(({ id }) => id)}::uuid[], ${reversals.map(({ decision_id }) => decision_id)}::uuid[])
				as given(id, decision_id)
			join journals as booked on booked.kind = 'payable' and booked.reference = given.decision_id
		), journal as (
			insert into journals (id, kind, reference) select id, 'reversal', decision_id from taken_back
		)
		insert into postings (journal_id, account, currency, amount)
		select taken_back.id, account, currency, -amount from taken_back join postings on journal_id = booked_id`;
}

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
