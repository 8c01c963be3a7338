import type { Call } from '@claims-askes/chassis/http/caller';
import { FHIR_PREFIX, fhirResponse } from '@claims-askes/chassis/http/fhir-body';
import { writeFhirBundle, writePredeterminationResponse } from '@claims-askes/sdk/fhir';
import type { ClaimUseCases } from '..';
import type { FhirClaim } from './read-fhir-claim';

/** What the claim would be decided to, as the ClaimResponse that it would get. */
export async function askPredetermination(
	claims: Pick<ClaimUseCases, 'predetermine'>,
	{ claim, isBundle, remarks }: FhirClaim,
	call: Call,
): Promise<Response> {
	const { data: would, options } = await claims.predetermine(claim, call, {
		isSubmittedByItself: true,
	});
	const resource = writePredeterminationResponse(claim, would, remarks);
	return fhirResponse(
		isBundle ? writeFhirBundle([{ fullUrl: `urn:uuid:${would.id}`, resource }], would.decided_at) : resource,
		201,
		{ location: `${FHIR_PREFIX}/ClaimResponse/${would.id}`, ...options.headers },
	);
}
