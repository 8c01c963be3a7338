import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { PayeeKind } from '../domain/payable';
import type { PaymentVoid } from '../domain/payment-void';

export interface PaymentRow {
	readonly id: string;
	readonly payment_number: string;
	readonly run_id: string;
	readonly payee_id: string;
	readonly payee_kind: PayeeKind;
	readonly currency: string;
	readonly amount: string;
	readonly method: 'transfer' | 'none';
	readonly claims: number;
	readonly issued_at: string;
	/** The one that waits or holds. */
	readonly void: PaymentVoid | null;
}

export type NewPayment = Omit<PaymentRow, 'issued_at' | 'void'>;

/** As many payment numbers as are asked for: `PAY-2026-00000001`. */
export async function takePaymentNumbers(sql: Queryable, count: number, year: string): Promise<string[]> {
	const rows = await sql<{ number: string }[]>`
		select 'PAY-' || ${year} || '-' || lpad(nextval('payment_numbers')::text, 8, '0') as number
		from generate_series(1, ${count})`;
	return rows.map(({ number }) => number);
}

export async function addPayments(tx: Queryable, payments: readonly NewPayment[]): Promise<void> {
	if (payments.length === 0) return;
	await tx`
		insert into payments (id, payment_number, run_id, payee_id, payee_kind, currency, amount, method, claims)
		select * from json_to_recordset(${JSON.stringify(payments)}::text::json) as row(id uuid, payment_number text,
			run_id uuid, payee_id uuid, payee_kind text, currency text, amount numeric, method text, claims integer)`;
}

/** Which payments are asked for; `payee` limits what the caller may see. */
export interface PaymentFilter {
	readonly runId: string | null;
	readonly payeeId: string | null;
	readonly voidStatus: PaymentVoid['status'] | null;
	readonly after: string | null;
	readonly limit: number;
}

const instant = (sql: Queryable, column: string) =>
	sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const withVoids = (sql: Queryable) => sql`
	select payment.id, payment_number, run_id, payee_id, payee_kind, currency, amount::text, method, claims,
		${instant(sql, 'issued_at')} as issued_at, case when void.id is not null then json_build_object('id', void.id,
			'status', void.status, 'cause', cause, 'reason', reason, 'requested_by', requested_by,
			'requested_at', ${instant(sql, 'requested_at')}, 'judged_by', judged_by, 'judged_at', ${instant(sql, 'judged_at')},
			'note', note) end as void
	from payments as payment
	left join payment_voids as void on void.payment_id = payment.id and void.status <> 'rejected'`;

export function listPayments(
	sql: Queryable,
	{ runId, payeeId, voidStatus, after, limit }: PaymentFilter,
): Promise<PaymentRow[]> {
	return sql<PaymentRow[]>`
		${withVoids(sql)}
		where (${runId}::uuid is null or run_id = ${runId}::uuid) and (${payeeId}::uuid is null or payee_id = ${payeeId}::uuid)
			and (${after}::uuid is null or payment.id < ${after}::uuid)
			and (${voidStatus}::text is null or void.status = ${voidStatus}::text)
		order by payment.id desc limit ${limit + 1}`;
}

/** By id or by number, as it stands on a remittance. */
export async function findPayment(sql: Queryable, id: string): Promise<PaymentRow | null> {
	const isNumber = id.startsWith('PAY-');
	const [payment] = await sql<PaymentRow[]>`
		${withVoids(sql)} where ${isNumber ? sql`payment_number = ${id}` : sql`payment.id = ${id}::uuid`}`;
	return payment ?? null;
}
