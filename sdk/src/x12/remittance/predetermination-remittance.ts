import type { CanonicalClaim, Remittance, RemittanceClaim, RemittanceLine } from '../../claim';
import { currencyDecimals } from '../../claim/currency';
import { parseDecimal, toMinor, writeMinor } from '../../fhir/decimal';
import type { LineDecision, Predetermination } from '../../fhir/judged-claim';
import { remittanceFilingCode } from '../codes/remittance-codes';

/** CLP02: predetermination pricing only, no payment. */
const PRICING_ONLY = '25';
/** CARC 101: the payment that is anticipated once the care is given and the claim decided. */
const ANTICIPATED = { group: 'OA', carc: '101' } as const;

/**
 * What a claim would be decided to, as the remittance that an 835 carries: nothing is paid, and what would be stands among
 * the adjustments, so that all sums foot. Of a claim that a person would have to look at an 835 has nothing to say: undefined.
 */
export function remittanceOfPredetermination(
	claim: CanonicalClaim,
	would: Predetermination,
): Remittance | undefined {
	if (would.outcome === 'pended') return undefined;
	const { name, id } = claim.payer;
	const day = would.decided_at.slice(0, 10);
	return {
		currency: would.currency,
		payer: { ...(name && { name }), ...(id && { id }) },
		payee: claim.billing_provider,
		payment: {
			...{ method: 'none', amount: zeroIn(would), date: day, trace_number: would.id, handling_code: 'H' },
		},
		production_date: day,
		claims: [claimOf(claim, would)],
		provider_adjustments: [],
	};
}

function claimOf(claim: CanonicalClaim, would: Predetermination): RemittanceClaim {
	const { totals, lines, adjustments } = would;
	const { patient, subscriber } = claim;
	const member_id = patient.member_id ?? subscriber.member_id;
	// What is taken off the claim as a whole lowers what its lines would be paid.
	const ofWhole = minus(
		would,
		totals.paid,
		lines.map(({ paid }) => paid),
	);
	return {
		claim_id: claim.claim_id,
		payer_claim_number: would.id,
		filing_code: remittanceFilingCode(subscriber.filing_code),
		status_code: PRICING_ONLY,
		charge: totals.billed,
		paid: zeroIn(would),
		patient_responsibility: totals.member_owes,
		...(claim.facility_type && { facility_type: claim.facility_type }),
		frequency_code: claim.frequency_code,
		patient: {
			...(patient.last_name && { last_name: patient.last_name }),
			...(patient.first_name && { first_name: patient.first_name }),
			...(member_id && { member_id }),
		},
		adjustments: [...adjustments.map(adjustmentOf), ...anticipated(ofWhole)],
		remarks: [],
		lines: lines.map((line) => lineOf(claim, line, would)),
	};
}

function lineOf({ lines }: CanonicalClaim, decided: LineDecision, would: Predetermination): RemittanceLine {
	const asked = lines.find(({ number }) => number === decided.number);
	const { procedure_code, revenue_code, code_system, modifiers = [] } = asked ?? {};
	return {
		...(procedure_code && { procedure_code }),
		...(revenue_code && { revenue_code }),
		code_system: code_system ?? 'unknown',
		modifiers,
		charge: decided.billed,
		paid: zeroIn(would),
		allowed: decided.allowed,
		units: decided.units,
		service_date: decided.service_date,
		control_number: String(decided.number),
		adjustments: [...decided.adjustments.map(adjustmentOf), ...anticipated(decided.paid)],
		remarks: [...new Set(decided.adjustments.flatMap(({ remarks = [] }) => remarks))],
	};
}

const adjustmentOf = ({ group, carc, amount }: LineDecision['adjustments'][number]) => ({
	group,
	carc,
	amount,
});

const anticipated = (amount: string) => (/[1-9]/.test(amount) ? [{ ...ANTICIPATED, amount }] : []);

const zeroIn = ({ currency }: Predetermination) => writeMinor(0n, currencyDecimals(currency));

function minus({ currency }: Predetermination, amount: string, less: readonly string[]): string {
	const decimals = currencyDecimals(currency);
	const minor = (text: string): bigint => {
		const decimal = parseDecimal(text);
		const found = decimal && toMinor(decimal, decimals);
		if (typeof found !== 'bigint')
			throw new RangeError('a decision has amounts in the precision of its currency');
		return found;
	};
	return writeMinor(
		less.reduce((left, one) => left - minor(one), minor(amount)),
		decimals,
	);
}
