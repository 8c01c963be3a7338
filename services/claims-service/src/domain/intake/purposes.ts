import type { ProblemDetail } from '@claims-askes/kernel/problems';
import { isCorrection } from '../correction';
import type { SubmittedClaim } from '../submitted-claim';

/** What a door is for: claims that are to be paid, or questions what a claim would be decided to. */
export type Purpose = 'claim' | 'predetermination';

/** Where questions about care to come are asked instead. */
const ASKED_ELSEWHERE: Readonly<Record<string, string>> = {
	predetermination: 'asks what care to come would be paid: ask for a predetermination of it',
	preauthorization: 'asks leave for care to come: ask for an authorization of it',
};

/**
 * A predetermination or preauthorization asks about care to come: taken in as a claim it would use up benefits and be paid.
 * What was never given corrects nothing either.
 */
export function useFaults(claim: SubmittedClaim, wanted: Purpose): ProblemDetail[] {
	if (wanted === 'predetermination') return [...notAskedAbout(claim), ...correctingNothing(claim)];
	const message = ASKED_ELSEWHERE[claim.use];
	return message === undefined ? [] : [{ field: 'use', code: 'USE_NOT_A_CLAIM', message }];
}

function notAskedAbout({ use }: SubmittedClaim): ProblemDetail[] {
	if (use === 'predetermination') return [];
	return [
		{
			field: 'use',
			code: 'USE_NOT_A_PREDETERMINATION',
			message: 'says that it is something else than a predetermination',
		},
	];
}

function correctingNothing(claim: SubmittedClaim): ProblemDetail[] {
	if (!isCorrection(claim)) return [];
	return [
		{
			field: 'frequency_code',
			code: 'CORRECTION_OF_NOTHING',
			message: 'replaces or voids a claim: care to come is asked about anew',
		},
	];
}
