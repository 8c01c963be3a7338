import type { ProblemDetail } from '@claims-askes/kernel/problems';
import { correctionFaults, type OriginalClaim } from '../correction';
import type { SubmittedClaim } from '../submitted-claim';
import { chargeFaults } from './charges';
import { dateFaults } from './dates';
import { diagnosisFaults, type IsKnownDiagnosis } from './diagnoses';
import { lineFaults } from './lines';
import { npiFaults } from './npis';
import { otherPayerFaults } from './other-payers';
import { type Purpose, useFaults } from './purposes';

/** Faults of a claim that could still be worked on: a payer may choose to be warned of them and no more. */
export const SOFT_FAULTS = [
	'CHARGES_DO_NOT_SUM',
	'DIAGNOSIS_POINTER_UNKNOWN',
	'DIAGNOSIS_UNKNOWN',
	'NOTHING_CHARGED',
	'NPI_CHECK_DIGIT',
] as const;
export type SoftFault = (typeof SOFT_FAULTS)[number];

/** All that intake may know besides the claim. */
export interface IntakeFacts {
	readonly wanted: Purpose;
	/** The payer's calendar date of receipt. */
	readonly today: string;
	readonly isKnownDiagnosis: IsKnownDiagnosis;
	/** What keeps the claim's family in order; a correction has its original's. */
	readonly family_key: string;
	/** The claim that a replacement or void names, where the payer has it. */
	readonly original: OriginalClaim | null;
	/** What this payer only wants to be warned of. */
	readonly warnOnly: ReadonlySet<SoftFault>;
	/** Its sender submitted this one claim here and waits for the answer, whatever form it came in. */
	readonly isSubmittedByItself?: boolean | undefined;
}

export interface Examination {
	/** Why the claim is rejected: none, and it is taken in. */
	readonly reasons: readonly ProblemDetail[];
	/** What is kept with the claim for whoever works on it. */
	readonly warnings: readonly ProblemDetail[];
}

/**
 * Damage that rejects a claim written for this API, and is kept with one that a file of another format carried here: its
 * sender never promised what JSON promises, and files whose amounts were masked would lose every claim.
 */
const FORGIVEN_IN_TRANSIT: readonly SoftFault[] = ['CHARGES_DO_NOT_SUM', 'DIAGNOSIS_POINTER_UNKNOWN'];

/** Test data is sent to try the way, and its identifiers are made up; production data has no such excuse. */
const FORGIVEN_IN_TESTS: readonly SoftFault[] = ['NPI_CHECK_DIGIT'];

const SOUND: Examination = { reasons: [], warnings: [] };

/** Decides at the door: every reason why a claim can never be processed, and everything that is merely odd. */
export function examineClaim(claim: SubmittedClaim, facts: IntakeFacts): Examination {
	const found = [
		...useFaults(claim, facts.wanted),
		...lineFaults(claim),
		...dateFaults(claim, facts.today),
		...chargeFaults(claim),
		...otherPayerFaults(claim),
		...npiFaults(claim),
		...diagnosisFaults(claim, facts.isKnownDiagnosis),
		...(facts.wanted === 'claim' ? correctionFaults(claim, facts.family_key, facts.original) : []),
	];
	if (found.length === 0) return SOUND;
	const wasConverted = claim.source.format !== 'json' && !facts.isSubmittedByItself;
	const forgiven = new Set<string>([
		...facts.warnOnly,
		...(wasConverted ? FORGIVEN_IN_TRANSIT : []),
		...(claim.source.is_test ? FORGIVEN_IN_TESTS : []),
	]);
	const isWarning = ({ code }: ProblemDetail) => forgiven.has(code);
	return { reasons: found.filter((fault) => !isWarning(fault)), warnings: found.filter(isWarning) };
}
