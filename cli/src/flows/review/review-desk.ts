import type { AskesClients } from '@claims-askes/sdk';
import { Failure } from '../../failure';
import { answered } from '../answered';
import { explanationPage } from '../explanation/explanation-page';
import { resultsOf } from './results-of';
import { REVIEW_STATUSES, type ReviewItem, type ReviewKind, type ReviewStatus } from './review-item';

/** Which items; what is left out does not matter. */
export interface QueueFilter {
	readonly status: ReviewStatus;
	readonly kind?: ReviewKind;
	readonly rule?: string;
	readonly carc?: string;
	readonly currency?: string;
	readonly billed_from?: string;
	readonly billed_to?: string;
	readonly opened_from?: string;
	readonly opened_before?: string;
	readonly group_id?: string;
	readonly policy_id?: string;
	readonly provider_id?: string;
	/** Empty: to nobody. */
	readonly assigned_to?: string;
	readonly within_authority?: number;
}

export interface QueuePage {
	readonly items: readonly ReviewItem[];
	readonly next_cursor: string | null;
}

export interface PageWanted {
	readonly sort: 'oldest' | 'amount';
	readonly limit: number;
	readonly cursor?: string | undefined;
}

export interface QueueCounts {
	readonly items: number;
	readonly reasons: readonly { readonly rule: string; readonly carc: string; readonly items: number }[];
}

/** What somebody does with items, each in the words of the API. */
export type DeskAction =
	| { readonly action: 'release'; readonly reason: string }
	| DenyAction
	| RequestAction
	| { readonly action: 'uphold'; readonly reason: string }
	| { readonly action: 'approve'; readonly reason: string }
	| { readonly action: 'reject'; readonly reason: string }
	| { readonly action: 'assign'; readonly assigned_to: string | null };

interface DenyAction {
	readonly action: 'deny';
	readonly reason: string;
	readonly carc: string;
	readonly group: 'CO' | 'PR' | 'OA';
	readonly remarks?: string[];
}

interface RequestAction {
	readonly action: 'request-documents';
	readonly documents?: string[];
	readonly due?: string;
	readonly note?: string;
}

export interface Appeal {
	readonly id: string;
	readonly asked_by: string;
	readonly reason: string;
}

export interface LinePrice {
	readonly line: number;
	readonly allowed: string;
}

export interface OverrideRequest {
	readonly reason: string;
	readonly lines?: number[];
	readonly prices?: LinePrice[];
}

/** These items, each as it was read; or the longest waiting of those that match. */
export type Selection =
	| { readonly items: { readonly id: string; readonly version?: number }[] }
	| { readonly filter: QueueFilter; readonly limit: number };

export interface ReviewResults {
	readonly correlation_id: string;
	readonly changed: number;
	readonly refused: number;
	readonly results: readonly ReviewResult[];
}

export interface ReviewResult {
	readonly id: string;
	readonly claim_number: string | null;
	readonly status: string | null;
	readonly problem: { readonly code: string; readonly message: string } | null;
}

/** The review queue as commands and the screen use it. */
export interface ReviewDesk {
	page(filter: QueueFilter, wanted: PageWanted): Promise<QueuePage>;
	counts(filter: QueueFilter): Promise<QueueCounts>;
	/** By the item's id, or the number of its claim: then the item that waits, or the last one. */
	find(reference: string): Promise<ReviewItem>;
	/** Who appealed, and why; null of an item that is no appeal. */
	appeal(item: ReviewItem): Promise<Appeal | null>;
	/** The decision that waits, on one page. */
	explain(claimId: string): Promise<string>;
	act(action: DeskAction, on: Selection): Promise<ReviewResults>;
	/** Decides otherwise than what denied or priced a claim, which is named by its number or id. */
	override(claim: string, request: OverrideRequest): Promise<ReviewItem>;
	/** Releases one item, giving the lines that have none a price. */
	releaseWithPrices(item: ReviewItem, reason: string, prices: LinePrice[]): Promise<ReviewResults>;
}

export function reviewDesk({ adjudication, claims }: AskesClients): ReviewDesk {
	async function claimId(reference: string): Promise<string> {
		if (!reference.startsWith('CLM-')) return reference;
		const { data } = await claims.GET('/api/v1/claims/{id}', { params: { path: { id: reference } } });
		return answered(data).id;
	}

	async function find(reference: string): Promise<ReviewItem> {
		if (!reference.startsWith('CLM-')) {
			const { data } = await adjudication.GET('/api/v1/review-items/{id}', {
				params: { path: { id: reference } },
			});
			return answered(data);
		}
		const claim_id = await claimId(reference);
		for (const status of REVIEW_STATUSES) {
			const { data } = await adjudication.GET('/api/v1/review-items', {
				params: { query: { claim_id, status, limit: 500 } },
			});
			const last = data?.data.at(-1);
			if (last) return last;
		}
		throw new Failure('refused', 'REVIEW_ITEM_NOT_FOUND', `${reference} never waited for a person`);
	}

	return {
		async page(filter, wanted) {
			const { cursor, ...rest } = wanted;
			const query = { ...filter, ...rest, ...(cursor && { cursor }) };
			const { data } = await adjudication.GET('/api/v1/review-items', { params: { query } });
			return { items: answered(data), next_cursor: data?.metadata.page?.next_cursor ?? null };
		},
		async counts(filter) {
			const { data } = await adjudication.GET('/api/v1/review-items/counts', { params: { query: filter } });
			return answered(data);
		},
		find,
		async appeal({ id, kind, claim_id }) {
			if (kind !== 'appeal') return null;
			const { data } = await claims.GET('/api/v1/claims/{id}/appeals', {
				params: { path: { id: claim_id } },
			});
			return answered(data).find((appeal) => appeal.id === id) ?? null;
		},
		async explain(claimId) {
			const { data } = await adjudication.GET('/api/v1/claims/{claim_id}/explanation', {
				params: { path: { claim_id: claimId } },
			});
			return explanationPage(answered(data));
		},
		async act(action, on) {
			const { data } = await adjudication.POST('/api/v1/review-actions', { body: { ...action, on } });
			return answered(data);
		},
		async override(claim, request) {
			const { data } = await adjudication.POST('/api/v1/claims/{claim_id}/overrides', {
				params: { path: { claim_id: await claimId(claim) } },
				body: request,
			});
			return answered(data);
		},
		async releaseWithPrices({ id, version }, reason, prices) {
			const { data } = await adjudication.POST('/api/v1/review-items/{id}/releases', {
				params: { path: { id } },
				headers: { 'if-match': `"${version}"` },
				body: { reason, prices },
			});
			return resultsOf(answered(data));
		},
	};
}
