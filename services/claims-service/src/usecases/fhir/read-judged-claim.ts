import type { Call } from '@claims-askes/chassis/http/caller';
import { fhirResponse } from '@claims-askes/chassis/http/fhir-body';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { PROBLEMS } from '../../domain/problems';
import { claimsRepository } from '../../repositories/claims.repository';
import { type ClaimResource, WRITERS, withDecisions } from './judged-claims';

/** A claim of the caller's with the decision that stands, in one of the forms that FHIR has for it. */
export async function readAsFhir(
	platform: Platform,
	{ type, reference }: { readonly type: ClaimResource; readonly reference: string },
	call: Call,
): Promise<Response> {
	const found = await claimsRepository(platform.sql).findWithContent(reference, call.caller.only);
	const claims = found ? [{ claim: found.claim, content: found.content as CanonicalClaim }] : [];
	const [judged] = await withDecisions(platform, { type, claims }, call);
	if (!found || !judged) throw new ProblemError(PROBLEMS.CLAIM_NOT_FOUND);
	return fhirResponse(WRITERS[type](judged), 200, { etag: `W/"${found.claim.version}"` });
}
