import { type Change, recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import { entryOf, type OutboxEntry } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import type { Recorded } from '@claims-askes/chassis/events/recent-events';
import type { Platform } from '@claims-askes/chassis/platform';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, ZERO } from '@claims-askes/kernel/money';
import { payeeWho } from '../domain/payable';
import { paymentJournal } from '../domain/settlement';
import { type Journal, post } from '../repositories/ledger.repository';
import { carryForward, lookUpByKey, settlePayables } from '../repositories/payables.repository';
import { addPayments, type NewPayment } from '../repositories/payments.repository';
import { countSettled, holdSettling } from '../repositories/runs.repository';
import { addEobs, addRemittances } from '../repositories/statements.repository';
import type { Statement } from './statement-of';

/** Another process settled the same payables first. */
export class Overtaken extends Error {}

type PaidStatement = Statement & { readonly payment: NewPayment };

const isPaid = (statement: Statement): statement is PaidStatement => statement.payment !== null;

/** Settles payables by their statements, all in the transaction. Throws `Overtaken` where one is no longer open. */
export async function storeStatements(
	platform: Platform,
	tx: Transaction,
	runId: string,
	statements: readonly Statement[],
): Promise<readonly Recorded[]> {
	await holdSettling(tx);
	await lookUpByKey(tx);
	const paid = statements.filter(isPaid);
	await addPayments(
		tx,
		paid.map(({ payment }) => payment),
	);
	await settleAll(tx, runId, statements);
	await addRemittances(
		tx,
		paid.flatMap(({ payment, remittance }) =>
			remittance ? { payment_id: payment.id, payee_id: payment.payee_id, document: remittance } : [],
		),
	);
	const eobs = statements.flatMap(({ eobs }) => eobs);
	await addEobs(tx, runId, eobs, platform.newId);
	await post(tx, paid.map(journalOf));
	await carryForward(
		tx,
		paid
			.filter(({ settlement }) => settlement.carriedForward !== ZERO)
			.map((statement) => ({ id: platform.newId(), ...debtOf(statement) })),
	);
	await recordChanges(tx, platform.name, { actor: platform.name, correlationId: runId }, paid.map(auditOf));
	return appendEntries(
		tx,
		statements.flatMap((statement) => processedEntries(platform, runId, statement)),
	);
}

async function settleAll(tx: Transaction, runId: string, statements: readonly Statement[]): Promise<void> {
	const settled = statements.flatMap(({ payables, payment }) =>
		payables.map(({ id }) => ({ id, payment_id: payment?.id ?? null })),
	);
	// Another process may have settled them meanwhile, or a decision was undone: then nothing of this happened.
	if (!(await settlePayables(tx, runId, settled))) throw new Overtaken();
	await countSettled(tx, runId, settled.length);
}

const journalOf = ({ payment, settlement }: PaidStatement): Journal => ({
	kind: 'payment',
	reference: payment.id,
	currency: payment.currency,
	postings: paymentJournal(payment.payee_id, settlement),
});

const debtOf = ({ payment: { payee_id, payee_kind, currency }, settlement }: PaidStatement) => ({
	payee_id,
	payee_kind,
	currency,
	amount: formatAmount(settlement.carriedForward, decimalsOf(currency)),
});

const auditOf = ({ payment: { id, payee_id, currency, amount } }: PaidStatement): Change => ({
	action: 'payment.issued',
	entity: 'payment',
	entityId: id,
	after: { payee_id, currency, amount },
});

/** One for every claim that the statement settles, paid or not. */
function processedEntries(
	{ name }: Platform,
	runId: string,
	{ payables, payment }: Statement,
): OutboxEntry[] {
	return payables.flatMap((payable) => {
		const { kind, claim_id, decision_id, member_id, event_key, currency, amount } = payable;
		if (kind !== 'claim' || !claim_id || !decision_id) return [];
		const paidTo = payeeWho('member', payable);
		const data = {
			claim_id,
			decision_id,
			payment_id: payment?.id ?? null,
			run_id: runId,
			member_id,
			provider_id: payeeWho('provider', payable),
			currency,
			amount: formatAmount(amount, decimalsOf(currency)),
			...(paidTo !== null && paidTo !== member_id && { subscriber_id: paidTo }),
		};
		const story = { correlation_id: runId, user_id: null };
		return [entryOf(name, { type: 'payment.processed', key: event_key, data }, story)];
	});
}
