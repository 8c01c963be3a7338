import { ProblemError } from '@claims-askes/kernel/problems';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { FhirError, type FhirProblem, publicDetails, readFhirClaims } from '@claims-askes/sdk/fhir';
import { PROBLEMS } from '../../domain/problems';

const MOST_DETAILS = 50;

export interface FhirClaim {
	readonly claim: CanonicalClaim;
	readonly isBundle: boolean;
}

/** The one claim of a Claim, a Bundle or Parameters; anything else is refused by name. */
export async function readFhirClaim(text: string): Promise<FhirClaim> {
	const claims: CanonicalClaim[] = [];
	let isBundle = false;
	try {
		for await (const reading of readFhirClaims(text)) {
			if (reading.kind === 'problem') throw refused('FHIR_UNREADABLE', [reading.problem]);
			if (reading.kind === 'rejected') throw refused('CLAIM_REJECTED', reading.problems);
			if (reading.kind === 'claim') claims.push(reading.claim);
			if (reading.kind === 'document') isBundle = reading.document.resource_type === 'Bundle';
			if (claims.length > 1) throw new ProblemError(PROBLEMS.FHIR_ONE_CLAIM);
		}
	} catch (error) {
		if (error instanceof FhirError) throw refused('FHIR_UNREADABLE', [error.problem]);
		throw error;
	}
	const [claim] = claims;
	if (!claim) throw new ProblemError(PROBLEMS.FHIR_ONE_CLAIM);
	return { claim, isBundle };
}

const refused = (code: 'FHIR_UNREADABLE' | 'CLAIM_REJECTED', problems: readonly FhirProblem[]) =>
	new ProblemError(PROBLEMS[code], publicDetails(problems, MOST_DETAILS));
