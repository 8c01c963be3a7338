import { arrayLiteral } from '@claims-askes/chassis/db/array-literal';
import type { Queryable, Sql } from '@claims-askes/chassis/db/connect';
import { copyIn, copyLine } from '@claims-askes/chassis/db/copy-rows';
import { plainArray } from '@claims-askes/chassis/db/plain-array';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, parseAmount } from '@claims-askes/kernel/money';
import type { Payable } from '../domain/payable';
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

/** In the order of a row's cells. */
const COLUMNS = `id, kind, claim_id, claim_number, decision_id, event_key, payee_id, member_id, outcome, currency, amount, status`;

const rowOf = (payable: StoredPayable): string =>
	copyLine([
		payable.id,
		payable.kind,
		payable.claim_id,
		payable.claim_number,
		payable.decision_id,
		payable.event_key,
		payable.payee_id,
		payable.member_id,
		payable.outcome,
		payable.currency,
		formatAmount(payable.amount, decimalsOf(payable.currency)),
		'open',
	]);

/**
 * Stores payables of decisions not seen before, and answers the ids of those that were new. Who calls holds the cursors of
 * the decisions' events, so that nobody else stores the same meanwhile.
 */
export async function addPayables(tx: Queryable, payables: readonly StoredPayable[]): Promise<Set<string>> {
	if (payables.length === 0) return new Set();
	const seen = new Set(await seenBefore(tx, payables));
	const fresh = payables.filter((payable) => {
		const name = nameOf(payable);
		return !seen.has(name) && seen.add(name);
	});
	if (fresh.length > 0)
		await copyIn(tx, { table: 'payables', columns: COLUMNS, lines: fresh.map(rowOf).join('') });
	return new Set(fresh.map(({ id }) => id));
}

/** A decision is owed for once, and taken back once. */
const nameOf = ({ kind, decision_id }: Pick<StoredPayable, 'kind' | 'decision_id'>): string =>
	`${kind} ${decision_id}`;

async function seenBefore(tx: Queryable, payables: readonly StoredPayable[]): Promise<string[]> {
	const rows = await tx<StoredPayable[]>`
		select kind, decision_id from payables
		where decision_id = any(${plainArray(payables.map(({ decision_id }) => decision_id))}::text::uuid[])`;
	return rows.map(nameOf);
}

/** The claim payables of decisions, with how far they have come; the rows are held until the transaction ends. */
export async function holdPayablesOf(
	tx: Queryable,
	decisionIds: readonly string[],
): Promise<(StoredPayable & { readonly status: string })[]> {
	const rows = await tx<(PayableRow & { status: string })[]>`
		select id, kind, claim_id, claim_number, decision_id, event_key, payee_id, member_id, outcome, currency, amount, status
		from payables where kind = 'claim' and decision_id = any(${[...decisionIds]}::uuid[]) order by id for update`;
	return rows.map((row) => ({ ...fromRow(row), status: row.status }));
}

/** Takes back payables that no run has taken up. */
export async function cancelPayables(tx: Queryable, ids: readonly string[]): Promise<void> {
	if (ids.length > 0) await tx`update payables set status = 'cancelled' where id = any(${[...ids]}::uuid[])`;
}

/**
 * The next payees whom a run has to pay, with what they are owed: at most so many claims. They are read in the order of
 * their index: as long as few payables are known to be open, PostgreSQL would read and sort all of them for each step.
 */
export async function owedNext(sql: Sql, run: RunInHand, limit: number): Promise<StoredPayable[]> {
	const rows = await sql.begin('read only', async (tx) => {
		await tx`select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`;
		return tx<PayableRow[]>`
			select id, kind, claim_id, claim_number, decision_id, event_key, payee_id, member_id, outcome, currency, amount
			from payables where ${owedTo(tx, run)}
			order by payee_id, currency, (kind = 'carry_forward') desc, id limit ${limit}`;
	});
	return rows.map(fromRow);
}

/** Settles payables in a run; false where another process was faster, or one was taken back meanwhile. */
export async function settlePayables(
	tx: Queryable,
	runId: string,
	settled: readonly { readonly id: string; readonly payment_id: string | null }[],
): Promise<boolean> {
	const { count } = await tx`
		update payables set status = 'settled', run_id = ${runId}::uuid, payment_id = done.payment_id
		from unnest(${arrayLiteral(settled.map(({ id }) => id))}::text::uuid[],
			${arrayLiteral(settled.map(({ payment_id }) => payment_id))}::text::uuid[]) as done(id, payment_id)
		where payables.id = done.id and payables.status = 'open'`;
	return count === settled.length;
}

/** A debt that waits for the payee's next run; it belongs to that payee's own order of events. */
export async function carryForward(
	tx: Queryable,
	debts: readonly {
		readonly id: string;
		readonly payee_id: string;
		readonly currency: string;
		readonly amount: string;
	}[],
): Promise<void> {
	if (debts.length === 0) return;
	await tx`
		insert into payables (id, kind, event_key, payee_id, outcome, currency, amount, status)
		select id, 'carry_forward', payee_id::text, payee_id, 'carried', currency, amount, 'open'
		from json_to_recordset(${JSON.stringify(debts)}::text::json)
			as debt(id uuid, payee_id uuid, currency text, amount numeric)`;
}
