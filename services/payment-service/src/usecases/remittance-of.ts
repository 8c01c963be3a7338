import type { Adjustment, DecisionView } from '@claims-askes/contracts/decision';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, type Minor, negate, parseAmount } from '@claims-askes/kernel/money';
import type { CanonicalClaim, Remittance, RemittanceClaim, RemittanceLine } from '@claims-askes/sdk/claim';
import { remittanceFilingCode } from '@claims-askes/sdk/x12';
import type { Payer } from '../domain/payer';
import { providerAdjustments, type Settlement } from '../domain/settlement';
import type { StoredPayable } from '../repositories/payables.repository';
import type { NewPayment } from '../repositories/payments.repository';
import type { StatementFacts } from './gather-facts';

/** CLP02: what became of a claim, in the code of the 835. */
const STATUS = { primary: '1', secondary: '2', tertiary: '3', unknownPatient: '4', reversal: '22' } as const;
/** CARC: the patient cannot be identified as our insured. */
const NOT_OUR_INSURED = '31';

/**
 * A payment's remittance: every claim with what was billed, paid and adjusted, and what the payee owed from before.
 * Σ claims paid − Σ provider adjustments = amount transferred.
 */
export function remittanceOf({
	payer,
	payment,
	payables,
	settlement,
	facts,
	issuedOn,
}: {
	readonly payer: Payer;
	readonly payment: NewPayment;
	readonly payables: readonly StoredPayable[];
	readonly settlement: Settlement;
	readonly facts: StatementFacts;
	readonly issuedOn: string;
}): Remittance {
	const payee = facts.payees.get(payment.payee_id);
	const decimals = decimalsOf(payment.currency);
	return {
		currency: payment.currency,
		payer: {
			name: payer.name,
			id: payer.id,
			...(payer.address ? { address: payer.address } : {}),
			...(payer.contact ? { contacts: [payer.contact] } : {}),
		},
		payee: {
			name: payee?.name ?? 'UNKNOWN',
			...(payee?.npi ? { npi: payee.npi } : {}),
			...(payee?.tax_id ? { tax_id: payee.tax_id } : {}),
		},
		payment: {
			// A transfer (ACH) has to name both bank accounts, which nobody told us: what can be said without them is a check.
			method: payment.method === 'none' ? 'none' : 'check',
			amount: payment.amount,
			date: issuedOn,
			trace_number: payment.payment_number,
			...(payer.taxId ? { payer_identifier: `1${payer.taxId}` } : {}),
		},
		production_date: issuedOn,
		claims: payables.flatMap((payable) => {
			const decision = facts.decisions.get(payable.decision_id ?? '');
			const claim = facts.claims.get(payable.claim_id ?? '');
			return decision && claim ? [claimOf(payable, decision, claim)] : [];
		}),
		provider_adjustments: providerAdjustments(payables, settlement).map(
			({ reason, payment: of, amount }) => ({
				provider_id: payee?.npi ?? payee?.tax_id ?? payment.payee_id,
				fiscal_period_end: `${issuedOn.slice(0, 4)}-12-31`,
				reason,
				reference: of ?? payment.payment_number,
				amount: formatAmount(amount, decimals),
			}),
		),
	};
}

/** A reversal repeats the first payment's figures with their signs turned (835 guide, 1.10.2.8). */
function claimOf(payable: StoredPayable, decision: DecisionView, claim: CanonicalClaim): RemittanceClaim {
	const isReversal = payable.kind === 'reversal';
	const signed = (amount: string) => (isReversal ? turned(amount, decision.currency) : amount);
	const { patient, subscriber } = claim;
	const member_id = patient.member_id ?? subscriber.member_id;
	const filing = subscriber.filing_code;
	return {
		claim_id: claim.claim_id,
		payer_claim_number: decision.claim_number,
		status_code: isReversal ? STATUS.reversal : statusOf(decision, claim),
		charge: signed(decision.totals.billed),
		paid: signed(decision.totals.paid),
		...(isReversal ? {} : { patient_responsibility: decision.totals.member_owes }),
		filing_code: remittanceFilingCode(filing),
		...(claim.facility_type || claim.place_of_service
			? { facility_type: claim.place_of_service ?? claim.facility_type }
			: {}),
		frequency_code: claim.frequency_code,
		patient: {
			...(patient.last_name ? { last_name: patient.last_name } : {}),
			...(patient.first_name ? { first_name: patient.first_name } : {}),
			...(member_id ? { member_id } : {}),
		},
		...(patient.relationship !== 'self' && subscriber.member_id
			? { insured: insuredOf(subscriber, subscriber.member_id) }
			: {}),
		adjustments: decision.adjustments.map((adjustment) => adjusted(adjustment, signed)),
		remarks: remarksOf(decision.adjustments),
		lines: decision.lines.map((line) => lineOf(line, claim, isReversal, signed)),
	};
}

/** A line as it was billed, with what was decided of it. */
function lineOf(
	line: DecisionView['lines'][number],
	claim: CanonicalClaim,
	isReversal: boolean,
	signed: (amount: string) => string,
): RemittanceLine {
	const billed = claim.lines.find(({ number }) => number === line.number);
	return {
		...(billed?.procedure_code ? { procedure_code: billed.procedure_code } : {}),
		...(billed?.revenue_code ? { revenue_code: billed.revenue_code } : {}),
		code_system: billed?.code_system ?? 'unknown',
		modifiers: billed?.modifiers ?? [],
		control_number: billed?.control_number ?? String(line.number),
		service_date: line.service_date,
		units: billed?.units ?? line.units,
		charge: signed(line.billed),
		...(isReversal ? {} : { allowed: line.allowed }),
		paid: signed(line.paid),
		adjustments: line.adjustments.map((adjustment) => adjusted(adjustment, signed)),
		remarks: remarksOf(line.adjustments),
	};
}

/** The subscriber, of whom a remittance about a dependant says who they are. */
const insuredOf = (
	{ last_name, first_name, name }: CanonicalClaim['subscriber'],
	member_id: string,
): RemittanceClaim['insured'] => ({
	member_id,
	...(name ? { name } : {}),
	...(last_name ? { last_name } : {}),
	...(first_name ? { first_name } : {}),
});

/** A claim that was decided was processed, also where nothing is paid: 4 is kept for patients whom nobody here knows. */
function statusOf({ lines, adjustments }: DecisionView, { subscriber }: CanonicalClaim): string {
	const reasons = [...adjustments, ...lines.flatMap((line) => line.adjustments)];
	if (reasons.some(({ carc }) => carc === NOT_OUR_INSURED)) return STATUS.unknownPatient;
	switch (subscriber.payer_responsibility) {
		case undefined:
		case 'unknown':
		case 'primary':
			return STATUS.primary;
		case 'secondary':
			return STATUS.secondary;
		default:
			return STATUS.tertiary;
	}
}

const adjusted = ({ group, carc, amount }: Adjustment, signed: (amount: string) => string) => ({
	group,
	carc,
	amount: signed(amount),
});

function remarksOf(adjustments: readonly Adjustment[]): string[] {
	const remarks = adjustments.flatMap(({ remarks = [] }) => remarks);
	return remarks.length > 1 ? [...new Set(remarks)] : remarks;
}

function turned(amount: string, currency: string): string {
	const decimals = decimalsOf(currency);
	const value: Minor = parseAmount(amount, decimals);
	return formatAmount(negate(value), decimals);
}
