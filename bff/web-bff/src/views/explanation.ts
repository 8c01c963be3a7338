import type { Call } from '@claims-askes/chassis/http/caller';
import { whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';

/** A decision's trace, found by the claim's id or number. */
export async function explanation({ peers }: Platform, reference: string, call: Call) {
	const askes = peers.onBehalfOf(call);
	const claim_id = reference.startsWith('CLM-')
		? (await whole(askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id: reference } } }))).id
		: reference;
	return whole(
		askes.adjudication.GET('/api/v1/claims/{claim_id}/explanation', { params: { path: { claim_id } } }),
	);
}
