import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim } from '../submitted-claim';

/**
 * A predetermination or preauthorization asks about care to come. Decided here it would use up benefits and be paid;
 * such a request belongs to authorization-service.
 */
export function useFaults({ use }: SubmittedClaim): ProblemDetail[] {
	if (use === 'claim') return [];
	return [
		{
			field: 'use',
			code: 'USE_NOT_A_CLAIM',
			message: 'asks about care to come: only claims for care that was given are taken in here',
		},
	];
}
