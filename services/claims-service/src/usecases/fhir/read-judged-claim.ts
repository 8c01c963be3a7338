import type { Call } from '@claims-askes/chassis/http/caller';
import { fhirResponse } from '@claims-askes/chassis/http/fhir-body';
import { whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import {
	type JudgedClaim,
	writeClaimResponse,
	writeExplanationOfBenefit,
	writeFhirClaim,
} from '@claims-askes/sdk/fhir';
import { PROBLEMS } from '../../domain/problems';
import { claimsRepository } from '../../repositories/claims.repository';

/** The resources that a stored claim is told as. */
const WRITERS = {
	Claim: ({ content, id, received_at }: JudgedClaim) =>
		writeFhirClaim(content, content.source.submitted_at ? { id } : { id, created: received_at }),
	ClaimResponse: writeClaimResponse,
	ExplanationOfBenefit: writeExplanationOfBenefit,
} as const;

export type ClaimResource = keyof typeof WRITERS;

/** A claim of the caller's with the decision that stands, in one of the forms that FHIR has for it. */
export async function readAsFhir(
	platform: Platform,
	{ type, reference }: { readonly type: ClaimResource; readonly reference: string },
	call: Call,
): Promise<Response> {
	const found = await claimsRepository(platform.sql).findWithContent(reference, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.CLAIM_NOT_FOUND);
	const { claim } = found;
	const content = found.content as CanonicalClaim;
	const decision = type === 'Claim' ? null : await decisionOf(platform, claim.decision_id, call);
	return fhirResponse(WRITERS[type]({ ...claim, content, decision }), 200, {
		etag: `W/"${claim.version}"`,
	});
}

/** Whoever may see the claim may know what was decided about it. */
async function decisionOf({ peers }: Platform, id: string | null, call: Call) {
	if (id === null) return null;
	const wanted = peers.during(call).adjudication.POST('/api/v1/decisions/batch-get', { body: { ids: [id] } });
	const [decision] = await whole(wanted);
	return decision ?? null;
}
