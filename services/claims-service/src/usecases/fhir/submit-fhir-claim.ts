import type { Call } from '@claims-askes/chassis/http/caller';
import { FHIR_PREFIX, type FhirText, fhirResponse } from '@claims-askes/chassis/http/fhir-body';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { type JudgedClaim, writeClaimResponse, writeFhirBundle } from '@claims-askes/sdk/fhir';
import { PROBLEMS } from '../../domain/problems';
import type { ClaimUseCases } from '..';
import { askPreauthorization } from './ask-preauthorization';
import { readFhirClaim } from './read-fhir-claim';

/** Takes a claim in as any other (a preauthorization is asked for instead), and answers it in the form it came in: a Bundle with a Bundle. */
export async function submitFhirClaim(
	{ platform, claims }: { readonly platform: Platform; readonly claims: Pick<ClaimUseCases, 'submit'> },
	{ text }: FhirText,
	call: Call,
): Promise<Response> {
	const asked = await readFhirClaim(text);
	const { claim, isBundle } = asked;
	if (claim.use === 'preauthorization') return askPreauthorization(platform, asked, call);
	if (claim.use !== 'claim') throw new ProblemError(PROBLEMS.FHIR_USE_UNSUPPORTED);
	const { body, status, replayed } = await claims.submit(claim, call);
	const received: Omit<JudgedClaim, 'content' | 'decision'> = JSON.parse(body).data;
	const judged = { ...received, content: claim, decision: null };
	return fhirResponse(isBundle ? bundleOf(judged) : writeClaimResponse(judged), status, {
		location: `${FHIR_PREFIX}/ClaimResponse/${received.id}`,
		...(replayed ? { 'idempotent-replayed': 'true' } : {}),
	});
}

const bundleOf = (judged: JudgedClaim): string =>
	writeFhirBundle(
		[{ fullUrl: `urn:uuid:${judged.id}`, resource: writeClaimResponse(judged) }],
		judged.received_at,
	);
