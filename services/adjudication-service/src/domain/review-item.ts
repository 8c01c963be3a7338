import type { CalendarDate, Decision, FindingRecord, Minor } from '@claims-askes/engine';

/** A claim that waits for a person, or waited. */
export interface ReviewItem extends ReviewReasons {
	readonly id: string;
	/**
	 * Of a claim that waits by itself, because a person wants what was decided otherwise, or because somebody has appealed
	 * it: such an item has the appeal's id, and no rule's reasons.
	 */
	readonly kind: 'pend' | 'override' | 'appeal';
	readonly claim_id: string;
	readonly claim_number: string;
	readonly decision_id: string;
	readonly member_id: string | null;
	readonly group_id: string | null;
	readonly provider_id: string | null;
	readonly currency: string;
	readonly billed: string;
	readonly status: 'open' | 'awaiting_approval' | 'released' | 'denied' | 'closed' | 'upheld' | 'granted';
	readonly assigned_to: string | null;
	/** What one person proposed, where the amount asks for a second one. */
	readonly proposal: Proposal | null;
	/** The documents that a person asked for last. */
	readonly request: DocumentRequest | null;
	/** The kinds of documents that came for its claim after it was submitted. */
	readonly received: readonly string[];
	readonly opened_at: string;
	readonly closed_at: string | null;
	readonly closed_by: string | null;
	readonly note: string | null;
	readonly version: number;
}

export interface DocumentRequest {
	readonly documents: readonly string[];
	/** The last day on which they are in time. */
	readonly due: CalendarDate;
	readonly note: string | null;
	/** Of those who see only their own claims no colleague's name or words are told. */
	readonly by: string | null;
	readonly at: string;
}

export interface Proposal {
	readonly by: string;
	readonly at: string;
	readonly reason: string;
	readonly prices: readonly ReviewedPrice[];
}

/** The amount that a person allows for a line, in whole minor units. */
export interface ReviewedPrice {
	readonly line: number;
	readonly allowed: Minor;
}

/** Why a claim waits for a person, all at once, and who may let it pass. */
export interface ReviewReasons {
	readonly reasons: readonly FindingRecord[];
	/** The highest authority that any reason asks for; null where one of them cannot be released by anybody. */
	readonly authority: number | null;
}

export function reviewReasonsOf({ findings = [] }: Decision): ReviewReasons {
	const reasons = findings.filter(({ effect }) => effect === 'pend');
	return { reasons, authority: canBeReleased(reasons) ? levelOf(reasons) : null };
}

/** What helps the lines that wait under this rule is a price, not a release. */
const PRICE_RULE = 'R18';

/** An amount that no contract knows is money on a person's word. */
const PRICE_AUTHORITY = 3;

export const waitsForPrice = ({ rule }: FindingRecord): boolean => rule === PRICE_RULE;

/** Whether a person can end the wait: nothing stands in the way that is neither releasable nor a missing price. */
export const canBeReleased = (reasons: readonly FindingRecord[]): boolean =>
	reasons.every((reason) => reason.authority !== null || waitsForPrice(reason));

/** The authority that it takes to speak to all of these reasons, and to name amounts. */
export const levelOf = (reasons: readonly FindingRecord[], prices: readonly ReviewedPrice[] = []): number =>
	Math.max(
		prices.length > 0 ? PRICE_AUTHORITY : 1,
		...reasons.map((reason) => (waitsForPrice(reason) ? PRICE_AUTHORITY : (reason.authority ?? 1))),
	);
