import { type AskesClients, allItems } from '@claims-askes/sdk';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import type { JudgedClaim } from '@claims-askes/sdk/fhir';

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
async function* pagesOfClaims(askes: AskesClients, filter: ClaimFilter) {
	const named = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
	const query = { ...named, limit: PAGE } as { status?: 'paid'; limit: number };
	let cursor: string | undefined;
	do {
		const { data } = await askes.claims.GET('/api/v1/claims', {
			params: { query: { ...query, cursor } },
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
		const contents = await contentsOf(
			askes,
			page.map(({ id }) => id),
		);
		for (const { id } of page) {
			const content = contents.get(id);
			if (content) yield content;
		}
	}
}

/** What was submitted, with where it stands and, where they are wanted, what was decided. */
export async function* judgedClaims(
	askes: AskesClients,
	filter: ClaimFilter,
	{ withDecisions }: { readonly withDecisions: boolean },
): AsyncGenerator<JudgedClaim> {
	for await (const page of pagesOfClaims(askes, filter)) {
		const [contents, decisions] = await Promise.all([
			contentsOf(
				askes,
				page.map(({ id }) => id),
			),
			decisionsOf(askes, withDecisions ? page.flatMap(({ decision_id }) => decision_id ?? []) : []),
		]);
		for (const claim of page) {
			const content = contents.get(claim.id);
			if (content) yield { ...claim, content, decision: decisions.get(claim.decision_id ?? '') ?? null };
		}
	}
}

async function contentsOf(askes: AskesClients, ids: string[]): Promise<Map<string, CanonicalClaim>> {
	const { data } = await askes.claims.POST('/api/v1/claims/batch-get', { body: { ids } });
	return new Map((data?.data ?? []).map(({ id, content }) => [id, content as unknown as CanonicalClaim]));
}

async function decisionsOf(askes: AskesClients, ids: string[]) {
	if (ids.length === 0) return new Map<string, never>();
	const { data } = await askes.adjudication.POST('/api/v1/decisions/batch-get', { body: { ids } });
	return new Map((data?.data ?? []).map((decision) => [decision.id, decision]));
}

/** What was decided about them; of a claim that was decided again, the decision that stands. */
export async function* standingDecisions(askes: AskesClients, filter: ClaimFilter) {
	for await (const page of pagesOfClaims(askes, filter)) {
		const ids = page.flatMap(({ decision_id }) => decision_id ?? []);
		const byId = await decisionsOf(askes, ids);
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

/** The remittances of payments to providers, newest first. */
export async function* remittances(askes: AskesClients, { from, to, ...filter }: PaymentFilter) {
	const named = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
	const payments = allItems((cursor) =>
		askes.payments.GET('/api/v1/payments', {
			params: { query: { ...named, limit: PAGE, cursor } },
		}),
	);
	for await (const { id, issued_at, payee_kind } of payments) {
		const day = issued_at.slice(0, 10);
		if (to !== undefined && day > to) continue;
		// The list goes back in time: all that follow are earlier still.
		if (from !== undefined && day < from) return;
		// A member has none.
		if (payee_kind === 'member') continue;
		const { data } = await askes.payments.GET('/api/v1/payments/{id}/remittance', {
			params: { path: { id } },
		});
		if (data) yield data.data as unknown;
	}
}
