import { decimalsOf } from '@claims-askes/kernel/currency';
import { type Minor, sum } from '@claims-askes/kernel/money';
import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim } from '../submitted-claim';
import { readAmount } from './amounts';

/** What was billed has to be money of its currency, more than nothing, and the sum of its lines. */
export function chargeFaults(claim: SubmittedClaim): ProblemDetail[] {
	const decimals = decimalsOf(claim.currency);
	const unreadable: ProblemDetail[] = [];
	const total = readAmount('total_charge', claim.total_charge, decimals, unreadable);
	const charges = claim.lines.map(({ charge }, at) =>
		readAmount(`lines.${at}.charge`, charge, decimals, unreadable),
	);
	if (unreadable.length > 0) return unreadable;
	return [...zeroFaults(claim, total), ...sumFaults(total, sum(charges))];
}

/** An encounter reports care that was paid for otherwise, as by capitation; every other claim asks for something. */
function zeroFaults({ purpose }: SubmittedClaim, total: Minor): ProblemDetail[] {
	if (total > 0 || purpose === 'encounter') return [];
	return [{ field: 'total_charge', code: 'NOTHING_CHARGED', message: 'asks for nothing to be paid' }];
}

function sumFaults(total: Minor, charged: Minor): ProblemDetail[] {
	if (total === charged) return [];
	return [{ field: 'total_charge', code: 'CHARGES_DO_NOT_SUM', message: 'is not the sum of the lines' }];
}
