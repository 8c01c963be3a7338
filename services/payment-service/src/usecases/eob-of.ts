import type { Adjustment } from '@claims-askes/contracts/decision';
import type { Payer } from '../domain/payer';
import { reasonInWords } from '../domain/reason-words';
import type { StoredPayable } from '../repositories/payables.repository';
import type { NewPayment } from '../repositories/payments.repository';
import type { StatementFacts } from './gather-facts';

/** The member's statement of one claim: what was billed, who pays what, and why, in words. Null for what is no claim. */
export function eobOf({
	payer,
	payment,
	payable,
	facts,
	issuedOn,
}: {
	readonly payer: Payer;
	readonly payment: NewPayment | null;
	readonly payable: StoredPayable;
	readonly facts: StatementFacts;
	readonly issuedOn: string;
}) {
	const decision = facts.decisions.get(payable.decision_id ?? '');
	const claim = facts.claims.get(payable.claim_id ?? '');
	const explained = explainedBy(payer);
	if (payable.kind !== 'claim' || !decision || !claim) return null;
	const name = [claim.patient.first_name, claim.patient.last_name].filter(Boolean).join(' ');
	return {
		claim_id: decision.claim_id,
		claim_number: decision.claim_number,
		decision_id: decision.id,
		issued_on: issuedOn,
		payer: payer.name,
		patient: name || claim.subscriber.member_id || 'unknown',
		provider: facts.payees.get(payable.payee_id ?? '')?.name ?? claim.billing_provider.name ?? 'unknown',
		payment_number: payment?.payment_number ?? null,
		paid_to: paidToIn(payable),
		outcome: decision.outcome,
		currency: decision.currency,
		totals: {
			billed: decision.totals.billed,
			allowed: decision.totals.allowed,
			plan_pays: decision.totals.paid,
			you_owe: decision.totals.member_owes,
		},
		lines: decision.lines.map((line) => ({
			number: line.number,
			service_date: line.service_date,
			service: line.procedure_code,
			billed: line.billed,
			allowed: line.allowed,
			plan_pays: line.paid,
			you_owe: line.member_owes,
			reasons: line.adjustments.map(explained),
		})),
		reasons: decision.adjustments.map(explained),
		is_bill: false as const,
	};
}

const paidToIn = ({ payee_kind, payee_id, member_id }: StoredPayable) => {
	if (payee_kind === 'provider') return 'provider' as const;
	return payee_id === member_id ? ('patient' as const) : ('subscriber' as const);
};

const explainedBy =
	({ localReason }: Payer) =>
	(adjustment: Adjustment) => ({
		group: adjustment.group,
		carc: adjustment.carc,
		amount: adjustment.amount,
		meaning: reasonInWords(adjustment.carc),
		local: localReason(adjustment),
	});
