import { type Commit, commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { AloneUpTo } from '@claims-askes/kernel/second-approver';
import { payeeWho } from '../domain/payable';
import { askToVoid, judgeVoid, type PaymentVoid } from '../domain/payment-void';
import { PAYMENT_PROBLEMS } from '../domain/problems';
import { inPrecision } from '../domain/sums';
import { takeBackEffect } from '../repositories/ledger.repository';
import { reissueEffect } from '../repositories/payables.repository';
import { addVoid, judgeVoidEffect } from '../repositories/payment-voids.repository';
import { findPayment, type PaymentRow } from '../repositories/payments.repository';
import { paymentView } from './read-payments';

/** Who voids payments by which rules. */
export interface VoidDesk {
	readonly platform: Platform;
	readonly aloneUpTo: AloneUpTo;
}

/**
 * Voids a payment that the bank returned, or that was issued in error: its money is back at the bank and owed again in one
 * sum. Its claims stay settled as they were. Above an amount it waits for a second person.
 */
export function voidPayment(
	{ platform, aloneUpTo }: VoidDesk,
	id: string,
	asked: Pick<PaymentVoid, 'cause' | 'reason'>,
	call: Call,
): Promise<StoredAnswer> {
	assertUnrestricted(call);
	return writeOnce(platform, call, async () => {
		const payment = await known(platform, id);
		const now = platform.now().toISOString();
		const made = askToVoid(payment, { id: platform.newId(), ...asked }, call.caller, { now, aloneUpTo });
		return commitVoid(platform, call, payment, made, {
			effects: [['kept', addVoid(platform.sql, payment.id, made)]],
		});
	});
}

/** Agrees, as a second person, to what another has asked for, or refuses it: then the payment stands. */
export function judgePaymentVoid(
	{ platform }: VoidDesk,
	id: string,
	verdict: 'voided' | 'rejected',
	{ reason }: { readonly reason: string },
	call: Call,
): Promise<StoredAnswer> {
	assertUnrestricted(call);
	return writeOnce(platform, call, async () => {
		const payment = await known(platform, id);
		const judged = judgeVoid(payment.void, verdict, reason, call.caller, platform.now().toISOString());
		return commitVoid(platform, call, payment, judged, {
			effects: [['kept', judgeVoidEffect(platform.sql, judged)]],
		});
	});
}

async function known({ sql }: Platform, id: string): Promise<PaymentRow> {
	const payment = await findPayment(sql, id);
	if (!payment) throw new ProblemError(PAYMENT_PROBLEMS.PAYMENT_NOT_FOUND);
	return payment;
}

const DID = { awaiting_approval: 'void_requested', voided: 'voided', rejected: 'void_rejected' } as const;

/** The word about a payment, and where it is void the way of its money: back to the bank, and owed again. */
function commitVoid(
	platform: Platform,
	call: Call,
	payment: PaymentRow,
	made: PaymentVoid,
	{ effects }: Pick<Commit, 'effects'>,
): Promise<StoredAnswer> {
	const { sql } = platform;
	const isVoid = made.status === 'voided';
	const { id: voidId, ...said } = made;
	return commit(platform, call, {
		data: paymentView({ ...payment, void: made.status === 'rejected' ? null : made }),
		effects: [
			...effects,
			...(isVoid
				? [takeBackEffect(sql, payment.id), reissueEffect(sql, { ...payment, id: platform.newId() })]
				: []),
		],
		events: isVoid ? [voidedEvent(payment, made)] : [],
		audit: [
			{
				action: `payment.${DID[made.status]}`,
				entity: 'payment',
				entityId: payment.id,
				...(payment.void && { before: { void: { status: payment.void.status } } }),
				after: { void_id: voidId, void: said },
			},
		],
		requires: { effect: 'kept', rows: 1, otherwise: LOST_RACE },
	});
}

const voidedEvent = (payment: PaymentRow, { cause }: PaymentVoid): NewEvent => ({
	type: 'payment.voided',
	// A payee's own order, as that of the debts carried forward.
	key: payment.payee_id,
	data: {
		payment_id: payment.id,
		payment_number: payment.payment_number,
		run_id: payment.run_id,
		provider_id: payeeWho('provider', payment),
		member_id: payeeWho('member', payment),
		currency: payment.currency,
		amount: inPrecision(payment.amount, payment.currency),
		cause,
	},
});
