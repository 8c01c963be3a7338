/** A claim that waits for a person, as adjudication-service answers it. */
export interface ReviewItem {
	readonly id: string;
	/** Of a claim that waits by itself, because a person wants it decided otherwise, or because it was appealed. */
	readonly kind: ReviewKind;
	readonly claim_id: string;
	readonly claim_number: string;
	readonly provider_id: string | null;
	readonly group_id: string | null;
	readonly currency: string;
	readonly billed: string;
	readonly reasons: readonly ReviewReason[];
	readonly authority: number | null;
	readonly status: ReviewStatus;
	readonly assigned_to: string | null;
	readonly proposal: { readonly by: string; readonly at: string; readonly reason: string } | null;
	/** The documents that somebody asked for last. */
	readonly request: {
		readonly documents: readonly string[];
		readonly due: string;
		readonly note: string | null;
		readonly by: string | null;
	} | null;
	/** The kinds of documents that came after the claim was submitted. */
	readonly received: readonly string[];
	readonly opened_at: string;
	readonly closed_at: string | null;
	readonly closed_by: string | null;
	readonly note: string | null;
	readonly version: number;
}

export interface ReviewReason {
	readonly line: number;
	readonly rule: string;
	readonly carc: string;
	readonly authority: number | null;
	readonly missing: readonly string[];
}

export const REVIEW_KINDS = ['pend', 'override', 'appeal'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

export const REVIEW_STATUSES = [
	'open',
	'awaiting_approval',
	'released',
	'denied',
	'closed',
	'upheld',
	'granted',
] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

/** The lines that wait for a price: a release gives them one. */
export const unpricedLines = ({ reasons }: Pick<ReviewItem, 'reasons'>): number[] =>
	[...new Set(reasons.filter(({ rule }) => rule === 'R18').map(({ line }) => line))].sort((a, b) => a - b);
