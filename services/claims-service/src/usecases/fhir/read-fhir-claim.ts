import { ProblemError } from '@claims-askes/kernel/problems';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import {
	FhirError,
	type FhirProblem,
	type FhirReading,
	publicDetails,
	readFhirClaims,
} from '@claims-askes/sdk/fhir';
import { PROBLEMS } from '../../domain/problems';

const MOST_DETAILS = 50;
const MOST_REMARKS = 20;

export interface FhirClaim {
	readonly claim: CanonicalClaim;
	readonly isBundle: boolean;
	/** What was remarked when it was read, with its places. */
	readonly remarks: readonly string[];
}

type Read = Extract<FhirReading, { kind: 'claim' }>;

/** The one claim of a Claim, a Bundle or Parameters; anything else is refused by name. */
export async function readFhirClaim(text: string): Promise<FhirClaim> {
	const claims: Read[] = [];
	let isBundle = false;
	try {
		for await (const reading of readFhirClaims(text)) {
			if (reading.kind === 'problem') throw refused('FHIR_UNREADABLE', [reading.problem]);
			if (reading.kind === 'rejected') throw refused('CLAIM_REJECTED', reading.problems);
			if (reading.kind === 'claim') claims.push(reading);
			if (reading.kind === 'document') isBundle = reading.document.resource_type === 'Bundle';
		}
	} catch (error) {
		if (error instanceof FhirError) throw refused('FHIR_UNREADABLE', [error.problem]);
		throw error;
	}
	const [found, another] = claims.filter((one) => !isPriorVersion(one, claims));
	if (!found || another) throw new ProblemError(PROBLEMS.FHIR_ONE_CLAIM);
	const { claim, warnings } = found;
	// R4: what may turn a meaning around and is not understood must not be acted on.
	const modifiers = warnings.filter(({ code }) => code === 'MODIFIER_EXTENSION');
	if (modifiers.length > 0) throw refused('CLAIM_REJECTED', modifiers);
	const remarks = publicDetails(warnings, MOST_REMARKS).map(({ field, message }) => `${field}: ${message}`);
	return { claim, isBundle, remarks };
}

/** An update comes with the claim that it takes the place of, as Da Vinci PAS has it. */
const isPriorVersion = (one: Read, claims: readonly Read[]): boolean =>
	claims.some((other) => other !== one && other.claim.original_claim_number === one.claim.claim_id);

const refused = (code: 'FHIR_UNREADABLE' | 'CLAIM_REJECTED', problems: readonly FhirProblem[]) =>
	new ProblemError(PROBLEMS[code], publicDetails(problems, MOST_DETAILS));
