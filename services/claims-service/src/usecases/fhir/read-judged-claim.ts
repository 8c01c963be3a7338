import type { Call } from '@claims-askes/chassis/http/caller';
import { fhirResponse } from '@claims-askes/chassis/http/fhir-body';
import { wholeOrNull } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { isUuid } from '@claims-askes/kernel/uuid';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import {
	type ClaimResource,
	writeClaimResource,
	writeFhirClaim,
	writePredeterminationResponse,
} from '@claims-askes/sdk/fhir';
import { PROBLEMS } from '../../domain/problems';
import { claimsRepository } from '../../repositories/claims.repository';
import { withDecisions } from './judged-claims';

interface Wanted {
	readonly type: ClaimResource;
	readonly reference: string;
}

/** A claim of the caller's with the decision that stands, in one of the forms that FHIR has for it. */
export async function readAsFhir(
	platform: Platform,
	{ type, reference }: Wanted,
	call: Call,
): Promise<Response> {
	const found = await claimsRepository(platform.sql).findWithContent(reference, call.caller.only);
	const claims = found ? [{ claim: found.claim, content: found.content as CanonicalClaim }] : [];
	const [judged] = await withDecisions(platform, { type, claims }, call);
	if (!found || !judged) return readPredetermination(platform, { type, reference }, call);
	return fhirResponse(writeClaimResource(type, judged), 200, { etag: `W/"${found.claim.version}"` });
}

/** What was only asked about is no claim here: adjudication-service keeps it. It explains no benefit that was paid. */
async function readPredetermination(
	{ peers }: Platform,
	{ type, reference }: Wanted,
	call: Call,
): Promise<Response> {
	const would =
		type === 'ExplanationOfBenefit' || !isUuid(reference)
			? null
			: await wholeOrNull(
					peers.onBehalfOf(call).adjudication.GET('/api/v1/predeterminations/{id}', {
						params: { path: { id: reference } },
					}),
				);
	if (!would) throw new ProblemError(PROBLEMS.CLAIM_NOT_FOUND);
	const { content, id } = would;
	return fhirResponse(
		type === 'Claim' ? writeFhirClaim(content, { id }) : writePredeterminationResponse(content, would),
	);
}
