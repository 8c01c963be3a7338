import { ProblemError } from '@claims-askes/kernel/problems';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { FHIR_PROBLEMS, FhirError, type FhirProblem, readFhirClaims } from '@claims-askes/sdk/fhir';
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

/** By place and code alone: what stood there may be a person's data. */
const refused = (code: 'FHIR_UNREADABLE' | 'CLAIM_REJECTED', problems: readonly FhirProblem[]) =>
	new ProblemError(
		PROBLEMS[code],
		problems
			.slice(0, MOST_DETAILS)
			.map(({ path, code }) => ({ field: path.slice(0, 200), message: FHIR_PROBLEMS[code], code })),
	);
