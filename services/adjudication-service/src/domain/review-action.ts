import { decimalsOf } from '@claims-askes/kernel/currency';
import { type Minor, parseAmount } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { PersonsDenial } from './persons-denial';
import { PROBLEMS } from './problems';
import { canBeReleased, levelOf, type ReviewedPrice, type ReviewItem, waitsForPrice } from './review-item';
import { type AloneUpTo, needsSecondApprover } from './second-approver';

/** What somebody does with an item of the queue. */
export type ReviewAction =
	| { readonly kind: 'assign'; readonly assigned_to: string | null }
	| {
			readonly kind: 'release';
			readonly reason: string;
			readonly prices?: readonly WrittenPrice[] | undefined;
	  }
	| { readonly kind: 'deny'; readonly reason: string; readonly denial: PersonsDenial }
	/** Of what another has proposed. */
	| { readonly kind: 'approve'; readonly reason: string }
	| { readonly kind: 'reject'; readonly reason: string };

export interface WrittenPrice {
	readonly line: number;
	readonly allowed: string;
}

export interface Examiner {
	readonly subject: string;
	readonly authority: number;
}

/** What becomes of an item, and what stays said of its claim. */
export interface ItemChange {
	readonly before: ReviewItem;
	readonly after: ReviewItem;
	/** As the audit trail names it. */
	readonly did: 'assigned' | 'proposed' | 'released' | 'denied' | 'rejected';
	/** Null where the claim is not to be decided again: nothing has been said of it yet. */
	readonly word: PersonsWord | null;
}

/** What a person said of a claim, for every decision to come. */
export interface PersonsWord {
	readonly by: string;
	readonly reason: string;
	/** Findings that may pass. */
	readonly fingerprints: readonly string[];
	readonly prices: readonly ReviewedPrice[];
	readonly denial: PersonsDenial | null;
}

/** When, and from which amount on two people are needed. */
export interface Circumstances {
	readonly now: string;
	readonly aloneUpTo: AloneUpTo;
}

/** Judges what somebody wants of an item; what they may not do, or what does not fit it, is refused by name. */
export function changeItem(
	item: ReviewItem,
	action: ReviewAction,
	by: Examiner,
	circumstances: Circumstances,
): ItemChange {
	switch (action.kind) {
		case 'assign':
			assertWaiting(item);
			return changed(item, 'assigned', { assigned_to: action.assigned_to }, null);
		case 'release':
			return release(item, action, by, circumstances);
		case 'deny':
			assertOpen(item);
			assertAuthority(item, by);
			return end(item, 'denied', by, circumstances, action.reason, {
				...{ by: by.subject, reason: action.reason, fingerprints: [], prices: [] },
				denial: action.denial,
			});
		case 'approve':
			return approve(item, action.reason, by, circumstances);
		case 'reject': {
			const proposal = proposalOf(item);
			// Whoever proposed something may take it back.
			if (proposal.by !== by.subject) assertAuthority(item, by);
			return changed(item, 'rejected', { status: 'open', proposal: null, note: action.reason }, null);
		}
	}
}

function release(
	item: ReviewItem,
	{ reason, prices = [] }: Extract<ReviewAction, { kind: 'release' }>,
	by: Examiner,
	circumstances: Circumstances,
): ItemChange {
	assertOpen(item);
	if (!canBeReleased(item.reasons)) throw new ProblemError(PROBLEMS.NOT_RELEASABLE);
	assertAuthority(item, by);
	const proposal = { by: by.subject, at: circumstances.now, reason, prices: pricesFor(item, prices) };
	if (needsSecondApprover(item, circumstances.aloneUpTo))
		return changed(item, 'proposed', { status: 'awaiting_approval', proposal, note: reason }, null);
	return end(item, 'released', by, circumstances, reason, wordOf(item, proposal));
}

/** Four eyes: both have the authority, and they are not the same person. */
function approve(item: ReviewItem, reason: string, by: Examiner, circumstances: Circumstances): ItemChange {
	const proposal = proposalOf(item);
	if (proposal.by === by.subject) throw new ProblemError(PROBLEMS.SECOND_APPROVER_NEEDED);
	assertAuthority(item, by);
	return end(item, 'released', by, circumstances, reason, wordOf(item, proposal));
}

const wordOf = (
	{ reasons }: ReviewItem,
	{ by, reason, prices }: NonNullable<ReviewItem['proposal']>,
): PersonsWord => ({
	by,
	reason,
	fingerprints: reasons.flatMap((found) => (waitsForPrice(found) ? [] : found.fingerprint)),
	prices,
	denial: null,
});

const end = (
	item: ReviewItem,
	status: 'released' | 'denied',
	by: Examiner,
	{ now }: Circumstances,
	note: string,
	word: PersonsWord,
): ItemChange => changed(item, status, { status, closed_at: now, closed_by: by.subject, note }, word);

const changed = (
	before: ReviewItem,
	did: ItemChange['did'],
	set: Partial<ReviewItem>,
	word: PersonsWord | null,
): ItemChange => ({ before, after: { ...before, ...set, version: before.version + 1 }, did, word });

function assertWaiting({ status }: ReviewItem): void {
	if (status !== 'open' && status !== 'awaiting_approval')
		throw new ProblemError(PROBLEMS.REVIEW_ITEM_CLOSED);
}

function assertOpen(item: ReviewItem): void {
	assertWaiting(item);
	if (item.status === 'awaiting_approval') throw new ProblemError(PROBLEMS.REVIEW_ITEM_AWAITS_APPROVAL);
}

function proposalOf(item: ReviewItem): NonNullable<ReviewItem['proposal']> {
	assertWaiting(item);
	if (item.status !== 'awaiting_approval' || !item.proposal)
		throw new ProblemError(PROBLEMS.NOTHING_PROPOSED);
	return item.proposal;
}

function assertAuthority({ reasons }: ReviewItem, { authority }: Examiner): void {
	const level = levelOf(reasons);
	if (authority >= level) return;
	throw new ProblemError(
		PROBLEMS.AUTHORITY_TOO_LOW,
		[{ field: 'authority', message: `at least ${level}`, code: `LEVEL_${level}` }],
		`This needs a person of authority ${level}; yours is ${authority}`,
	);
}

function pricesFor({ reasons, currency }: ReviewItem, prices: readonly WrittenPrice[]): ReviewedPrice[] {
	const waiting = new Set(reasons.filter(waitsForPrice).map(({ line }) => line));
	const priced = new Set(prices.map(({ line }) => line));
	if (priced.size < prices.length || waiting.symmetricDifference(priced).size > 0)
		throw new ProblemError(PROBLEMS.PRICE_REQUIRED);
	return prices.map(({ line, allowed }) => ({ line, allowed: readPrice(allowed, currency) }));
}

function readPrice(amount: string, currency: string): Minor {
	try {
		return parseAmount(amount, decimalsOf(currency));
	} catch {
		throw new ProblemError(PROBLEMS.PRICE_MALFORMED);
	}
}
