import type { Call } from '@claims-askes/chassis/http/caller';
import { part, whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';

/** How the queue is asked for; adjudication-service knows what may stand there, and refuses the rest by name. */
type QueueQuery = Readonly<Record<string, string>>;

/** The review queue with how many wait for which reason: what an examiner's list shows. */
export async function reviewQueue({ peers }: Platform, query: QueueQuery, call: Call) {
	const { adjudication } = peers.onBehalfOf(call);
	const { sort: _, cursor: __, limit: ___, ...filter } = query;
	const page = adjudication.GET('/api/v1/review-items', { params: { query } });
	const [items, counts] = await Promise.all([
		whole(page),
		part(adjudication.GET('/api/v1/review-items/counts', { params: { query: filter } })),
	]);
	const { data } = await page;
	return {
		items,
		next_cursor: data?.metadata.page?.next_cursor ?? null,
		counts: counts.value,
		parts: { counts: counts.state },
	};
}

/** One item of the queue with all that an examiner looks at before they speak. */
export async function reviewItemPage({ peers }: Platform, id: string, call: Call) {
	const askes = peers.onBehalfOf(call);
	const item = await whole(askes.adjudication.GET('/api/v1/review-items/{id}', { params: { path: { id } } }));
	const { claim_id } = item;
	const [claim, explanation, documents] = await Promise.all([
		part(askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id: claim_id } } })),
		part(askes.adjudication.GET('/api/v1/claims/{claim_id}/explanation', { params: { path: { claim_id } } })),
		part(askes.documents.GET('/api/v1/documents', { params: { query: { claim_id, limit: 50 } } })),
	]);
	return {
		item,
		claim: claim.value,
		explanation: explanation.value,
		documents: documents.value ?? [],
		parts: { claim: claim.state, explanation: explanation.state, documents: documents.state },
	};
}
