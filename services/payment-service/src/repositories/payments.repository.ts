import type { Queryable } from '@claims-askes/chassis/db/connect';

export interface PaymentRow {
	readonly id: string;
	readonly payment_number: string;
	readonly run_id: string;
	readonly payee_id: string;
	readonly currency: string;
	readonly amount: string;
	readonly method: 'transfer' | 'none';
	readonly claims: number;
	readonly issued_at: string;
}

export type NewPayment = Omit<PaymentRow, 'issued_at'>;

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
		insert into payments (id, payment_number, run_id, payee_id, currency, amount, method, claims)
		select * from json_to_recordset(${JSON.stringify(payments)}::text::json) as row(id uuid, payment_number text,
			run_id uuid, payee_id uuid, currency text, amount numeric, method text, claims integer)`;
}

/** Which payments are asked for; `payee` limits what the caller may see. */
export interface PaymentFilter {
	readonly runId: string | null;
	readonly payeeId: string | null;
	readonly after: string | null;
	readonly limit: number;
}

const columns = (
	sql: Queryable,
) => sql`id, payment_number, run_id, payee_id, currency, amount::text, method, claims,
	to_char(issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as issued_at`;

export function listPayments(
	sql: Queryable,
	{ runId, payeeId, after, limit }: PaymentFilter,
): Promise<PaymentRow[]> {
	return sql<PaymentRow[]>`
		select ${columns(sql)} from payments
		where (${runId}::uuid is null or run_id = ${runId}::uuid) and (${payeeId}::uuid is null or payee_id = ${payeeId}::uuid)
			and (${after}::uuid is null or id < ${after}::uuid)
		order by id desc limit ${limit + 1}`;
}

/** By id or by number, as it stands on a remittance. */
export async function findPayment(sql: Queryable, id: string): Promise<PaymentRow | null> {
	const isNumber = id.startsWith('PAY-');
	const [payment] = await sql<PaymentRow[]>`
		select ${columns(sql)} from payments where ${isNumber ? sql`payment_number = ${id}` : sql`id = ${id}::uuid`}`;
	return payment ?? null;
}
