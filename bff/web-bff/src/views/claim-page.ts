import type { Call } from '@claims-askes/chassis/http/caller';
import { part, whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';

/**
 * A claim with all that a screen shows of it. Its parts are asked at once, by the claim's id; a claim that was asked for by
 * its number takes one call more. Without the claim itself there is no page, without a part there is.
 */
export async function claimPage({ peers }: Platform, reference: string, call: Call) {
	const askes = peers.onBehalfOf(call);
	const known = whole(askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id: reference } } }));
	const id = reference.startsWith('CLM-') ? (await known).id : reference;
	const [claim, history, decision, eob, documents] = await Promise.all([
		known,
		part(askes.claims.GET('/api/v1/claims/{id}/history', { params: { path: { id } } })),
		part(
			askes.adjudication.GET('/api/v1/claims/{claim_id}/decision', { params: { path: { claim_id: id } } }),
		),
		part(askes.payments.GET('/api/v1/claims/{claim_id}/eob', { params: { path: { claim_id: id } } })),
		part(askes.documents.GET('/api/v1/documents', { params: { query: { claim_id: id, limit: 50 } } })),
	]);
	return {
		claim,
		history: history.value ?? [],
		decision: decision.value,
		eob: eob.value,
		documents: documents.value ?? [],
		parts: {
			history: history.state,
			decision: decision.state,
			eob: eob.state,
			documents: documents.state,
		},
	};
}
