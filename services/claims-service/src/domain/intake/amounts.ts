import { type Minor, MoneyError, parseAmount, ZERO } from '@claims-askes/kernel/money';
import type { ProblemDetail } from '@claims-askes/kernel/problems';

const AMOUNT_FAULTS = {
	large: { code: 'AMOUNT_TOO_LARGE', message: 'is more than any amount that is carried' },
	fine: { code: 'AMOUNT_TOO_FINE', message: 'has more decimals than its currency' },
} as const;

/** The amount; one that cannot be read is nothing, and a fault more. */
export function readAmount(field: string, text: string, decimals: number, faults: ProblemDetail[]): Minor {
	try {
		return parseAmount(text, decimals);
	} catch (error) {
		if (!(error instanceof MoneyError)) throw error;
		faults.push({ field, ...AMOUNT_FAULTS[error.code === 'AMOUNT_TOO_LARGE' ? 'large' : 'fine'] });
		return ZERO;
	}
}
