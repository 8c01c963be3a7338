import { type AskesClients, allItems } from '@claims-askes/sdk';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';

/** Which claims: as `claims list` names them. */
export interface ClaimFilter {
	readonly status?: string | undefined;
	readonly batch_id?: string | undefined;
	/** Days of receipt, both inclusive. */
	readonly received_from?: string | undefined;
	readonly received_to?: string | undefined;
	readonly billing_npi?: string | undefined;
	readonly member_id?: string | undefined;
	readonly provider_id?: string | undefined;
}

/** Pages of the list, newest first; each is as many as one question about them may name. */
const PAGE = 500;

/** The claims that a filter lets through, page by page, so that any number needs no memory. */
export async function* pagesOfClaims(askes: AskesClients, filter: ClaimFilter) {
	const named = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
	const query = { ...named, limit: PAGE } as { status?: 'paid'; limit: number };
	let cursor: string | undefined;
	do {
		const { data } = await askes.claims.GET('/api/v1/claims', {
			params: { query: { ...query, ...(cursor ? { cursor } : {}) } },
		});
		if (!data || data.data.length === 0) return;
		yield data.data;
		cursor = data.metadata.page?.next_cursor ?? undefined;
	} while (cursor !== undefined);
}

/** What was submitted, as it came. */
export async function* submittedClaims(
	askes: AskesClients,
	filter: ClaimFilter,
): AsyncGenerator<CanonicalClaim> {
	for await (const page of pagesOfClaims(askes, filter)) {
		const ids = page.map(({ id }) => id);
		const { data } = await askes.claims.POST('/api/v1/claims/batch-get', { body: { ids } });
		const byId = new Map((data?.data ?? []).map((claim) => [claim.id, claim.content]));
		// In the order of the list, whatever order they are answered in.
		for (const id of ids) {
			const content = byId.get(id);
			if (content) yield content as unknown as CanonicalClaim;
		}
	}
}

/** What was decided about them; of a claim that was decided again, the decision that stands. */
export async function* standingDecisions(askes: AskesClients, filter: ClaimFilter) {
	for await (const page of pagesOfClaims(askes, filter)) {
		const ids = page.flatMap(({ decision_id }) => decision_id ?? []);
		if (ids.length === 0) continue;
		const { data } = await askes.adjudication.POST('/api/v1/decisions/batch-get', { body: { ids } });
		const byId = new Map((data?.data ?? []).map((decision) => [decision.id, decision]));
		for (const id of ids) {
			const decision = byId.get(id);
			if (decision) yield decision;
		}
	}
}

export interface PaymentFilter {
	readonly run_id?: string | undefined;
	readonly payee_id?: string | undefined;
	/** Days of issue, both inclusive. */
	readonly from?: string | undefined;
	readonly to?: string | undefined;
}

/** The remittances of payments, newest first. */
export async function* remittances(askes: AskesClients, { from, to, ...filter }: PaymentFilter) {
	const named = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
	const payments = allItems((cursor) =>
		askes.payments.GET('/api/v1/payments', {
			params: { query: { ...named, limit: PAGE, ...(cursor ? { cursor } : {}) } },
		}),
	);
	for await (const { id, issued_at } of payments) {
		const day = issued_at.slice(0, 10);
		if (to !== undefined && day > to) continue;
		// The list goes back in time: all that follow are earlier still.
		if (from !== undefined && day < from) return;
		const { data } = await askes.payments.GET('/api/v1/payments/{id}/remittance', {
			params: { path: { id } },
		});
		if (data) yield data.data as unknown;
	}
}
