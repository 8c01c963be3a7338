import { type AskesClients, AskesError, allItems } from '@claims-askes/sdk';

/** What the audit trail knows of a claim: itself, by number or id, what was decided about it, and what people did with that. */
export async function thingsOfClaim(
	{ claims, adjudication }: AskesClients,
	claim: string,
): Promise<Record<string, string[]>> {
	const found = await claims.GET('/api/v1/claims/{id}', { params: { path: { id: claim } } });
	const claim_id = found.data?.data.id ?? claim;
	const path = { claim_id };
	const [live, earlier] = await Promise.all([
		unlessNone(adjudication.GET('/api/v1/claims/{claim_id}/decision', { params: { path } })),
		unlessNone(adjudication.GET('/api/v1/claims/{claim_id}/earlier-decisions', { params: { path } })),
	]);
	const reviews: string[] = [];
	for await (const { id } of allItems((cursor) =>
		adjudication.GET('/api/v1/review-items', { params: { query: { claim_id, cursor } } }),
	))
		reviews.push(id);
	const decisions = [live?.data?.data.id, ...(earlier?.data?.data ?? []).map((one) => one.decision_id)];
	return {
		claim: [claim_id],
		decision: decisions.filter((id) => id !== undefined),
		review_item: reviews,
	};
}

/** A claim that nobody has decided yet has no decision. */
async function unlessNone<T>(asked: Promise<T>): Promise<T | null> {
	try {
		return await asked;
	} catch (error) {
		if (error instanceof AskesError && error.status === 404) return null;
		throw error;
	}
}
