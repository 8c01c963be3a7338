import { decimalsOf } from '@claims-askes/kernel/currency';
import { type Minor, MoneyError, parseAmount, sum, ZERO } from '@claims-askes/kernel/money';
import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim } from '../submitted-claim';

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

const AMOUNT_FAULTS = {
	large: { code: 'AMOUNT_TOO_LARGE', message: 'is more than any amount that is carried' },
	fine: { code: 'AMOUNT_TOO_FINE', message: 'has more decimals than its currency' },
} as const;

/** The amount; one that cannot be read is nothing, and a fault more. */
function readAmount(field: string, text: string, decimals: number, faults: ProblemDetail[]): Minor {
	try {
		return parseAmount(text, decimals);
	} catch (error) {
		if (!(error instanceof MoneyError)) throw error;
		faults.push({ field, ...AMOUNT_FAULTS[error.code === 'AMOUNT_TOO_LARGE' ? 'large' : 'fine'] });
		return ZERO;
	}
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
