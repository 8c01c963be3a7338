import type { Call } from '@claims-askes/chassis/http/caller';
import { whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import {
	type JudgedClaim,
	writeClaimResponse,
	writeExplanationOfBenefit,
	writeFhirClaim,
} from '@claims-askes/sdk/fhir';
import type { Claim } from '../../domain/claim';

/** The resources that a stored claim is told as. */
export const WRITERS = {
	Claim: ({ content, id, received_at }: JudgedClaim) =>
		writeFhirClaim(content, content.source.submitted_at ? { id } : { id, created: received_at }),
	ClaimResponse: writeClaimResponse,
	ExplanationOfBenefit: writeExplanationOfBenefit,
} as const;

export type ClaimResource = keyof typeof WRITERS;

interface StoredClaim {
	readonly claim: Claim;
	readonly content: CanonicalClaim;
}

/**
 * Claims with the decisions that stand, all asked for at once, up to a thousand. Whoever may see a claim may know what
 * was decided about it. A Claim says nothing of its decision, so that for it nobody is asked.
 */
export async function withDecisions(
	{ peers }: Platform,
	{ type, claims }: { readonly type: ClaimResource; readonly claims: readonly StoredClaim[] },
	call: Call,
): Promise<JudgedClaim[]> {
	const ids = type === 'Claim' ? [] : claims.flatMap(({ claim }) => claim.decision_id ?? []);
	const adjudication = peers.during(call).adjudication;
	const decisions =
		ids.length === 0 ? [] : await whole(adjudication.POST('/api/v1/decisions/batch-get', { body: { ids } }));
	const byId = new Map(decisions.map((decision) => [decision.id, decision]));
	return claims.map(({ claim, content }) => ({
		...claim,
		content,
		decision: byId.get(claim.decision_id ?? '') ?? null,
	}));
}
