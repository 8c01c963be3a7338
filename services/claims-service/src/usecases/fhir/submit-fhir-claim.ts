import type { Call } from '@claims-askes/chassis/http/caller';
import { FHIR_PREFIX, type FhirText, fhirResponse } from '@claims-askes/chassis/http/fhir-body';
import type { Platform } from '@claims-askes/chassis/platform';
import { type JudgedClaim, writeClaimResponse, writeFhirBundle } from '@claims-askes/sdk/fhir';
import type { ClaimUseCases } from '..';
import { askPreauthorization } from './ask-preauthorization';
import { askPredetermination } from './ask-predetermination';
import { readFhirClaim } from './read-fhir-claim';

/** Takes a claim in as any other (what asks about care to come is asked instead), and answers it in the form it came in: a Bundle with a Bundle. */
export async function submitFhirClaim(
	{
		platform,
		claims,
	}: { readonly platform: Platform; readonly claims: Pick<ClaimUseCases, 'submit' | 'predetermine'> },
	{ text }: FhirText,
	call: Call,
): Promise<Response> {
	const asked = await readFhirClaim(text);
	const { claim, isBundle, remarks } = asked;
	if (claim.use === 'preauthorization') return askPreauthorization(platform, asked, call);
	if (claim.use === 'predetermination') return askPredetermination(claims, asked, call);
	const { body, status, replayed } = await claims.submit(claim, call, { isSubmittedByItself: true });
	const received: Omit<JudgedClaim, 'content' | 'decision'> = JSON.parse(body).data;
	const judged = { ...received, content: claim, decision: null };
	const response = writeClaimResponse(judged, remarks);
	return fhirResponse(isBundle ? bundleOf(judged, response) : response, status, {
		location: `${FHIR_PREFIX}/ClaimResponse/${received.id}`,
		...(replayed ? { 'idempotent-replayed': 'true' } : {}),
	});
}

const bundleOf = ({ id, received_at }: JudgedClaim, resource: string): string =>
	writeFhirBundle([{ fullUrl: `urn:uuid:${id}`, resource }], received_at);
