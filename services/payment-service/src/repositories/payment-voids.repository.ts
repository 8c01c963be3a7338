import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { PaymentVoid } from '../domain/payment-void';

/** The effect that keeps what somebody wants voided; where another was faster, the index refuses it. */
export const addVoid = (sql: Queryable, paymentId: string, made: PaymentVoid): Fragment => sql`
	insert into payment_voids (id, payment_id, status, cause, reason, requested_by, requested_at)
	select ${made.id}::uuid, ${paymentId}::uuid, ${made.status}, ${made.cause}, ${made.reason}, ${made.requested_by},
		${made.requested_at}::timestamptz
	from once`;

/** The effect of a second person's word, as long as nobody else was faster. */
export const judgeVoidEffect = (
	sql: Queryable,
	{ id, status, judged_by, judged_at, note }: PaymentVoid,
): Fragment => sql`
	update payment_voids set status = ${status}, judged_by = ${judged_by}, judged_at = ${judged_at}::timestamptz, note = ${note}
	from once where id = ${id}::uuid and status = 'awaiting_approval'`;
