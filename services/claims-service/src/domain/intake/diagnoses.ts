import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim, SubmittedDiagnosis } from '../submitted-claim';

/** True as well where no list of that code system is loaded: what cannot be looked up is not known to be wrong. */
export type IsKnownDiagnosis = (diagnosis: SubmittedDiagnosis) => boolean;

/** Codes that never were in their system. Whether a code was valid on the date of service is adjudication's to say. */
export function diagnosisFaults({ diagnoses }: SubmittedClaim, isKnown: IsKnownDiagnosis): ProblemDetail[] {
	return diagnoses.flatMap((diagnosis, at) =>
		isKnown(diagnosis)
			? []
			: [{ field: `diagnoses.${at}.code`, code: 'DIAGNOSIS_UNKNOWN', message: 'is no code of its system' }],
	);
}
