import { arrayLiteral } from '@claims-askes/chassis/db/array-literal';
import type { Fragment, Queryable, Sql, Transaction } from '@claims-askes/chassis/db/connect';
import { copyIn, copyLine } from '@claims-askes/chassis/db/copy-rows';
import { sqlStateOf } from '@claims-askes/chassis/db/sql-state';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, parseAmount } from '@claims-askes/kernel/money';
import type { Payable, PayeeKind } from '../domain/payable';
import { owedTo, type RunInHand } from './runs.repository';

export interface StoredPayable extends Payable {
	readonly id: string;
	readonly event_key: string;
}

interface PayableRow extends Omit<StoredPayable, 'amount'> {
	readonly amount: string;
}

const fromRow = (row: PayableRow): StoredPayable => ({
	...row,
	amount: parseAmount(row.amount, decimalsOf(row.currency)),
});

const UNIQUE_VIOLATION = '23505';

/**
 * Stores payables of decisions not seen before, and answers the ids of those that were new. They are copied as if all were;
 * where one was not, which is rare, each is stored by itself.
 */
export async function addPayables(
	tx: Transaction,
	payables: readonly StoredPayable[],
): Promise<ReadonlySet<string>> {
	if (payables.length === 0) return new Set();
	try {
		await tx.savepoint((inner) =>
			copyIn(inner, { table: 'payables', columns: COLUMNS.join(), lines: linesOf(payables) }),
		);
		return new Set(payables.map(({ id }) => id));
	} catch (error) {
		if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
		return addUnknown(tx, payables);
	}
}

const COLUMNS = [
	'id',
	'kind',
	'claim_id',
	'claim_number',
	'decision_id',
	'event_key',
	'payee_id',
	'payee_kind',
	'member_id',
	'outcome',
	'currency',
	'amount',
	'status',
] as const;

const toRow = (payable: StoredPayable) => ({
	...payable,
	amount: formatAmount(payable.amount, decimalsOf(payable.currency)),
	status: 'open',
});

const linesOf = (payables: readonly StoredPayable[]) =>
	payables
		.map(toRow)
		.map((row) => copyLine(COLUMNS.map((column) => row[column])))
		.join('');

async function addUnknown(tx: Queryable, payables: readonly StoredPayable[]): Promise<ReadonlySet<string>> {
	const added = await tx<{ id: string }[]>`
		insert into payables (${tx(COLUMNS)}) select ${tx(COLUMNS)}
		from json_populate_recordset(null::payables, ${JSON.stringify(payables.map(toRow))}::text::json)
		on conflict do nothing returning id`;
	return new Set(added.map(({ id }) => id));
}

/** The claim payables of decisions, with how far they have come; the rows are held until the transaction ends. */
export async function holdPayablesOf(
	tx: Queryable,
	decisionIds: readonly string[],
): Promise<(StoredPayable & { readonly status: string })[]> {
	const rows = await tx<(PayableRow & { status: string })[]>`
		select id, kind, claim_id, claim_number, decision_id, event_key, payee_id, payee_kind, member_id, outcome, currency,
			amount, status
		from payables where kind = 'claim' and decision_id = any(${[...decisionIds]}::uuid[]) order by id for update`;
	return rows.map((row) => ({ ...fromRow(row), status: row.status }));
}

/** By claim, the member who was last paid for it. */
export async function membersPaidFor(
	tx: Queryable,
	claimIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	if (claimIds.length === 0) return new Map();
	const paid = await tx<{ claim_id: string; payee_id: string }[]>`
		select distinct on (claim_id) claim_id, payee_id from payables
		where claim_id = any(${[...claimIds]}::uuid[]) and payee_kind = 'member' and kind = 'claim'
			and status = 'settled' and amount > 0 and payee_id is not null
		order by claim_id, id desc`;
	return new Map(paid.map(({ claim_id, payee_id }) => [claim_id, payee_id]));
}

/** Takes back payables that no run has taken up. */
export async function cancelPayables(tx: Queryable, ids: readonly string[]): Promise<void> {
	if (ids.length > 0) await tx`update payables set status = 'cancelled' where id = any(${[...ids]}::uuid[])`;
}

/** How far a run is: the last payee and currency, whose payables belong on one payment, and whether more may be owed to them. */
export interface PayeeReached extends Pick<StoredPayable, 'payee_id' | 'currency'> {
	readonly isDone: boolean;
}

/**
 * The next payees whom a run has to pay, with what they are owed: at most so many claims. A run that goes on from the payee
 * that it has reached does not walk past all that it has taken off the list.
 */
export async function owedNext(
	sql: Sql,
	run: RunInHand,
	from: PayeeReached | null,
	limit: number,
): Promise<StoredPayable[]> {
	const { payee_id, currency, isDone } = from ?? { payee_id: null, currency: '', isDone: false };
	const isAhead = isDone ? sql`>` : sql`>=`;
	const rows = await sql.begin('read only', async (tx) => {
		await lookUpByKey(tx);
		return tx<PayableRow[]>`
			select payable.* from (
				select payee_id, currency, is_claim, payable_id from owed
				where ${owedTo(tx, run)}
					and (payee_id, currency) ${isAhead} (coalesce(${payee_id}::uuid, '00000000-0000-0000-0000-000000000000'), ${currency}::text)
				order by payee_id, currency, is_claim, payable_id limit ${limit}
			) as next cross join lateral (
				select id, kind, claim_id, claim_number, decision_id, event_key, payee_id, payee_kind, member_id, outcome,
					currency, amount, reissues
				from payables where id = next.payable_id limit 1
			) as payable
			order by next.payee_id, next.currency, next.is_claim, next.payable_id`;
	});
	return rows.map(fromRow);
}

/** Has rows looked up by their keys in this transaction, whatever PostgreSQL guessed of a table when it was small. */
export async function lookUpByKey(tx: Transaction): Promise<void> {
	await tx`
		select set_config(setting, 'off', true)
		from unnest(array['enable_seqscan', 'enable_bitmapscan', 'enable_sort', 'enable_hashjoin', 'enable_mergejoin']) as setting`;
}

/**
 * Settles payables in a run; false where another process was faster, or one was taken back meanwhile or is just being taken
 * back. What another transaction holds is not waited for: that one may come to hold what this one has, in another order.
 */
export async function settlePayables(
	tx: Queryable,
	runId: string,
	settled: readonly { readonly id: string; readonly payment_id: string | null }[],
): Promise<boolean> {
	const { count } = await tx`
		update payables set status = 'settled', run_id = ${runId}::uuid, payment_id = held.payment_id
		from (
			select open.id, done.payment_id
			from unnest(${arrayLiteral(settled.map(({ id }) => id))}::text::uuid[],
				${arrayLiteral(settled.map(({ payment_id }) => payment_id))}::text::uuid[]) as done(id, payment_id)
			join payables as open on open.id = done.id and open.status = 'open' for update of open skip locked
		) as held
		where payables.id = held.id`;
	return count === settled.length;
}

/** The effect that owes a voided payment's money again; it is paid by a run that begins later. */
export const reissueEffect = (
	sql: Queryable,
	{
		id,
		payment_number,
		payee_id,
		payee_kind,
		currency,
		amount,
	}: {
		readonly id: string;
		readonly payment_number: string;
		readonly payee_id: string;
		readonly payee_kind: PayeeKind;
		readonly currency: string;
		readonly amount: string;
	},
): Fragment => sql`
	insert into payables (id, kind, event_key, payee_id, payee_kind, outcome, currency, amount, status, reissues)
	select ${id}::uuid, 'reissue', ${payee_id}::text, ${payee_id}::uuid, ${payee_kind}, 'reissued', ${currency},
		${amount}::text::numeric, 'open', ${payment_number}
	from once`;

/** A debt that waits for the payee's next run; it belongs to that payee's own order of events. */
export async function carryForward(
	tx: Queryable,
	debts: readonly {
		readonly id: string;
		readonly payee_id: string;
		readonly payee_kind: PayeeKind;
		readonly currency: string;
		readonly amount: string;
	}[],
): Promise<void> {
	if (debts.length === 0) return;
	await tx`
		insert into payables (id, kind, event_key, payee_id, payee_kind, outcome, currency, amount, status)
		select id, 'carry_forward', payee_id::text, payee_id, payee_kind, 'carried', currency, amount, 'open'
		from json_to_recordset(${JSON.stringify(debts)}::text::json)
			as debt(id uuid, payee_id uuid, payee_kind text, currency text, amount numeric)`;
}
