import { decimalsOf } from '@claims-askes/kernel/currency';
import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { OtherPayersFigures, SubmittedClaim } from '../submitted-claim';
import { readAmount } from './amounts';

/** What other payers decided is reckoned with, and has to be money of the claim's currency as its charges are. */
export function otherPayerFaults({ currency, other_payers }: SubmittedClaim): ProblemDetail[] {
	const decimals = decimalsOf(currency);
	const faults: ProblemDetail[] = [];
	const examine = (at: string, { paid, patient_responsibility, adjustments }: OtherPayersFigures) => {
		if (paid !== undefined) readAmount(`${at}.paid`, paid, decimals, faults);
		if (patient_responsibility !== undefined)
			readAmount(`${at}.patient_responsibility`, patient_responsibility, decimals, faults);
		for (const [nth, { amount }] of adjustments.entries())
			readAmount(`${at}.adjustments.${nth}.amount`, amount, decimals, faults);
	};
	for (const [nth, payer] of other_payers.entries()) {
		examine(`other_payers.${nth}`, payer);
		for (const [line, figures] of payer.lines.entries())
			examine(`other_payers.${nth}.lines.${line}`, figures);
	}
	return faults;
}
