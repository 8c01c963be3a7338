import { decimalsOf } from '@claims-askes/kernel/currency';
import { type Minor, MoneyError, parseAmount, sum } from '@claims-askes/kernel/money';
import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim } from '../submitted-claim';

/** What was billed has to be money of its currency, more than nothing, and the sum of its lines. */
export function chargeFaults(claim: SubmittedClaim): ProblemDetail[] {
	const decimals = decimalsOf(claim.currency);
	const total = readAmount('total_charge', claim.total_charge, decimals);
	const lines = claim.lines.map((line, at) => readAmount(`lines.${at}.charge`, line.charge, decimals));
	const unreadable = [total, ...lines].flatMap((amount) => ('fault' in amount ? [amount.fault] : []));
	if (unreadable.length > 0 || 'fault' in total) return unreadable;
	const charged = sum(lines.flatMap((line) => ('value' in line ? [line.value] : [])));
	return [...zeroFaults(claim, total.value), ...sumFaults(total.value, charged)];
}

const AMOUNT_FAULTS = {
	large: { code: 'AMOUNT_TOO_LARGE', message: 'is more than any amount that is carried' },
	fine: { code: 'AMOUNT_TOO_FINE', message: 'has more decimals than its currency' },
} as const;

type Read = { readonly value: Minor } | { readonly fault: ProblemDetail };

function readAmount(field: string, text: string, decimals: number): Read {
	try {
		return { value: parseAmount(text, decimals) };
	} catch (error) {
		if (!(error instanceof MoneyError)) throw error;
		return { fault: { field, ...AMOUNT_FAULTS[error.code === 'AMOUNT_TOO_LARGE' ? 'large' : 'fine'] } };
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
