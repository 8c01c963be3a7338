import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, ZERO } from '@claims-askes/kernel/money';
import type { Remittance } from '@claims-askes/sdk/claim';
import type { Payer } from '../domain/payer';
import { type Settlement, settle } from '../domain/settlement';
import type { StoredPayable } from '../repositories/payables.repository';
import type { NewPayment } from '../repositories/payments.repository';
import type { NewEob } from '../repositories/statements.repository';
import { eobOf } from './eob-of';
import type { StatementFacts } from './gather-facts';
import { remittanceOf } from './remittance-of';

/** What one payee is paid and told in a step of a run. */
export interface Statement {
	readonly payables: readonly StoredPayable[];
	readonly settlement: Settlement;
	/** None for claims that have no payee. */
	readonly payment: NewPayment | null;
	/** None for a member, who is told by EOBs. */
	readonly remittance: Remittance | null;
	readonly eobs: readonly NewEob[];
}

interface IssuedWith {
	readonly payer: Payer;
	readonly facts: StatementFacts;
	/** The day it is for the payer. */
	readonly issuedOn: CalendarDate;
	readonly runId: string;
	readonly paymentNumber: string;
	readonly newId: () => string;
}

/** Settles payables of one payee and currency: the payment, its remittance, and an EOB for each claim. */
export function statementOf(payables: readonly StoredPayable[], issued: IssuedWith): Statement {
	const { payer, facts, issuedOn } = issued;
	const settlement = settle(payables);
	const payment = paymentOf(payables, settlement, issued);
	return {
		payables,
		settlement,
		payment,
		remittance:
			payment?.payee_kind === 'provider'
				? remittanceOf({ payer, payment, payables, settlement, facts, issuedOn })
				: null,
		eobs: payables.flatMap((payable) => {
			const document = eobOf({ payer, payment, payable, facts, issuedOn });
			if (!document || !payable.claim_id || !payable.decision_id) return [];
			const { claim_id, decision_id, member_id, payee_id, payee_kind } = payable;
			return [{ id: issued.newId(), claim_id, decision_id, member_id, payee_id, payee_kind, document }];
		}),
	};
}

function paymentOf(
	payables: readonly StoredPayable[],
	{ transferred }: Settlement,
	{ runId, paymentNumber, newId }: IssuedWith,
): NewPayment | null {
	const [first] = payables;
	if (!first || first.payee_id === null) return null;
	const { payee_id, payee_kind, currency } = first;
	return {
		id: newId(),
		payment_number: paymentNumber,
		run_id: runId,
		payee_id,
		payee_kind,
		currency,
		amount: formatAmount(transferred, decimalsOf(currency)),
		method: transferred === ZERO ? 'none' : 'transfer',
		claims: payables.filter(({ kind }) => kind === 'claim' || kind === 'reversal').length,
	};
}
