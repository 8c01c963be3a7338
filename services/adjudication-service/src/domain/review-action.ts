import type { FindingRecord } from '@claims-askes/engine';
import { assertAuthority } from '@claims-askes/kernel/authority';
import { addDays, type CalendarDate } from '@claims-askes/kernel/calendar-date';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { type Minor, parseAmount } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import { type AloneUpTo, needsSecondApprover } from '@claims-askes/kernel/second-approver';
import type { PersonsDenial } from './persons-denial';
import { PROBLEMS } from './problems';
import {
	canBeReleased,
	type DocumentRequest,
	levelOf,
	type Proposal,
	type ReviewedPrice,
	type ReviewItem,
	waitsForPrice,
} from './review-item';

/** What somebody does with an item of the queue. */
export type ReviewAction =
	| { readonly kind: 'assign'; readonly assigned_to: string | null }
	| {
			readonly kind: 'release';
			readonly reason: string;
			readonly prices?: readonly WrittenPrice[] | undefined;
	  }
	| {
			readonly kind: 'request-documents';
			/** Those that are missing, unless said. */
			readonly documents?: readonly string[] | undefined;
			readonly due?: CalendarDate | undefined;
			readonly note?: string | undefined;
	  }
	| { readonly kind: 'deny'; readonly reason: string; readonly denial: PersonsDenial }
	/** Of what was decided, against an appeal. */
	| { readonly kind: 'uphold'; readonly reason: string }
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
	readonly did:
		| 'assigned'
		| 'documents_requested'
		| 'proposed'
		| 'released'
		| 'denied'
		| 'rejected'
		| 'upheld';
	/** Null where the claim is not to be decided again: nothing has been said of it yet. */
	readonly word: PersonsWord | null;
}

/** What a person said of a claim, for every decision to come. */
export interface PersonsWord {
	readonly by: string;
	readonly reason: string;
	/** Findings that may pass. */
	readonly released: readonly Released[];
	readonly prices: readonly ReviewedPrice[];
	readonly denial: PersonsDenial | null;
}

/** A finding by what was seen of it. */
export type Released = Pick<FindingRecord, 'fingerprint' | 'covers'>;

/** When, and from which amount on two people are needed. */
export interface Circumstances {
	readonly now: string;
	/** The payer's day. */
	readonly today: CalendarDate;
	readonly aloneUpTo: AloneUpTo;
}

/** Judges what somebody wants of an item; what they may not do, or what does not fit it, is refused by name. */
export function changeItem(
	item: ReviewItem,
	action: ReviewAction,
	by: Examiner,
	circumstances: Circumstances,
): ItemChange {
	assertFits(item, action);
	switch (action.kind) {
		case 'uphold':
			assertOpen(item);
			return end(item, 'upheld', by, circumstances, action.reason, null);
		case 'assign':
			assertWaiting(item);
			return changed(item, 'assigned', { assigned_to: action.assigned_to }, null);
		case 'release':
			return release(item, action, by, circumstances);
		case 'request-documents':
			assertOpen(item);
			assertLevel(item, by);
			return changed(
				item,
				'documents_requested',
				{ request: requestOf(item, action, by, circumstances) },
				null,
			);
		case 'deny':
			assertOpen(item);
			assertLevel(item, by);
			return end(item, 'denied', by, circumstances, action.reason, {
				...{ by: by.subject, reason: action.reason, released: [], prices: [] },
				denial: action.denial,
			});
		case 'approve':
			return approve(item, action.reason, by, circumstances);
		case 'reject': {
			const proposal = proposalOf(item);
			// Whoever proposed something may take it back.
			if (proposal.by !== by.subject) assertLevel(item, by);
			const { now } = circumstances;
			// A claim that waits by itself goes on waiting; of an override nothing is left.
			const refused =
				item.kind === 'pend'
					? { status: 'open' as const, proposal: null }
					: { status: 'closed' as const, closed_at: now, closed_by: by.subject };
			return changed(item, 'rejected', { ...refused, note: action.reason }, null);
		}
	}
}

/**
 * What a person wants otherwise than it was decided: it is new, and holds what stands against it. Where the amount asks for
 * a second person it waits for them; else it is done at once.
 */
export function overrideDecision(
	item: ReviewItem,
	request: Omit<Extract<ReviewAction, { kind: 'release' }>, 'kind'>,
	by: Examiner,
	circumstances: Circumstances,
): ItemChange {
	const { reasons, currency } = item;
	const prices = readPrices(request.prices, currency);
	if (reasons.length === 0 && prices.length === 0) throw new ProblemError(PROBLEMS.NOTHING_TO_OVERRIDE);
	const priced = new Set(prices.map(({ line }) => line));
	if (!linesWithoutPrice(reasons).isSubsetOf(priced)) throw new ProblemError(PROBLEMS.PRICE_REQUIRED);
	return letPass(item, { reason: request.reason, prices }, by, circumstances);
}

function release(
	item: ReviewItem,
	{ reason, prices }: Extract<ReviewAction, { kind: 'release' }>,
	by: Examiner,
	circumstances: Circumstances,
): ItemChange {
	assertOpen(item);
	const read = readPrices(prices, item.currency);
	const priced = new Set(read.map(({ line }) => line));
	if (linesWithoutPrice(item.reasons).symmetricDifference(priced).size > 0)
		throw new ProblemError(PROBLEMS.PRICE_REQUIRED);
	return letPass(item, { reason, prices: read }, by, circumstances);
}

function letPass(
	item: ReviewItem,
	said: Pick<Proposal, 'reason' | 'prices'>,
	by: Examiner,
	circumstances: Circumstances,
): ItemChange {
	if (!canBeReleased(item.reasons)) throw new ProblemError(PROBLEMS.NOT_RELEASABLE);
	const proposal = { by: by.subject, at: circumstances.now, ...said };
	assertLevel({ ...item, proposal }, by);
	const { reason: note } = said;
	// What will be paid is not known before it is decided: measured is what was billed.
	if (needsSecondApprover(item.currency, item.billed, circumstances.aloneUpTo))
		return changed(item, 'proposed', { status: 'awaiting_approval', proposal, note }, null);
	return end(item, 'released', by, circumstances, note, wordOf(item, proposal));
}

/** For so long an answer is awaited unless said otherwise. */
const DAYS_TO_ANSWER = 30;

function requestOf(
	{ reasons }: ReviewItem,
	{ documents, due, note }: Extract<ReviewAction, { kind: 'request-documents' }>,
	by: Examiner,
	{ now, today }: Circumstances,
): DocumentRequest {
	const wanted = documents ?? reasons.flatMap(({ missing = [] }) => missing);
	if (wanted.length === 0) throw new ProblemError(PROBLEMS.NO_DOCUMENT_MISSING);
	const until = due ?? addDays(today, DAYS_TO_ANSWER);
	if (until < today) throw new ProblemError(PROBLEMS.DUE_DATE_PAST);
	return { documents: [...new Set(wanted)], due: until, note: note ?? null, by: by.subject, at: now };
}

/** Four eyes: both have the authority, and they are not the same person. */
function approve(item: ReviewItem, reason: string, by: Examiner, circumstances: Circumstances): ItemChange {
	const proposal = proposalOf(item);
	if (proposal.by === by.subject) throw new ProblemError(PROBLEMS.SECOND_APPROVER_NEEDED);
	assertLevel(item, by);
	return end(item, 'released', by, circumstances, reason, wordOf(item, proposal));
}

const wordOf = ({ reasons }: ReviewItem, { by, reason, prices }: Proposal): PersonsWord => ({
	by,
	reason,
	released: reasons.flatMap((found) => (waitsForPrice(found) ? [] : sightOf(found))),
	prices,
	denial: null,
});

const sightOf = ({ fingerprint, covers }: FindingRecord): Released =>
	covers ? { fingerprint, covers } : { fingerprint };

const end = (
	item: ReviewItem,
	status: 'released' | 'denied' | 'upheld',
	by: Examiner,
	{ now }: Circumstances,
	note: string,
	word: PersonsWord | null,
): ItemChange => changed(item, status, { status, closed_at: now, closed_by: by.subject, note }, word);

const changed = (
	before: ReviewItem,
	did: ItemChange['did'],
	set: Partial<ReviewItem>,
	word: PersonsWord | null,
): ItemChange => ({ before, after: { ...before, ...set, version: before.version + 1 }, did, word });

/** What was decided of an appealed claim may be another decision by now: it is overridden as it stands, not as it was seen. */
function assertFits({ kind }: ReviewItem, action: ReviewAction): void {
	if (kind !== 'appeal') {
		if (action.kind === 'uphold') throw new ProblemError(PROBLEMS.NOT_AN_APPEAL);
	} else if (action.kind !== 'uphold' && action.kind !== 'assign')
		throw new ProblemError(PROBLEMS.APPEAL_ANSWERED_OTHERWISE);
}

function assertWaiting({ status }: ReviewItem): void {
	if (status !== 'open' && status !== 'awaiting_approval')
		throw new ProblemError(PROBLEMS.REVIEW_ITEM_CLOSED);
}

function assertOpen(item: ReviewItem): void {
	assertWaiting(item);
	if (item.status === 'awaiting_approval') throw new ProblemError(PROBLEMS.REVIEW_ITEM_AWAITS_APPROVAL);
}

function proposalOf(item: ReviewItem): Proposal {
	assertWaiting(item);
	if (item.status !== 'awaiting_approval' || !item.proposal)
		throw new ProblemError(PROBLEMS.NOTHING_PROPOSED);
	return item.proposal;
}

const assertLevel = ({ reasons, proposal }: ReviewItem, by: Examiner): void =>
	assertAuthority(by, levelOf(reasons, proposal?.prices), PROBLEMS.AUTHORITY_TOO_LOW);

const linesWithoutPrice = (reasons: ReviewItem['reasons']): Set<number> =>
	new Set(reasons.filter(waitsForPrice).map(({ line }) => line));

function readPrices(prices: readonly WrittenPrice[] = [], currency: string): ReviewedPrice[] {
	if (new Set(prices.map(({ line }) => line)).size < prices.length)
		throw new ProblemError(PROBLEMS.PRICE_REQUIRED);
	return prices.map(({ line, allowed }) => ({ line, allowed: readPrice(allowed, currency) }));
}

/** What a person allows is bounded like every price (ADJUDICATION 3.1): said, and not cut in silence. */
export function assertWithinBill(
	prices: readonly WrittenPrice[],
	currency: string,
	lines: readonly { readonly number: number; readonly billed: string }[],
): void {
	const billedOf = new Map(lines.map(({ number, billed }) => [number, billed]));
	const above = prices.flatMap(({ line, allowed }) => {
		const billed = billedOf.get(line);
		if (billed === undefined || readPrice(allowed, currency) <= readPrice(billed, currency)) return [];
		return { field: 'prices', message: `line ${line}: at most ${billed}`, code: 'ABOVE_BILLED' };
	});
	if (above.length === 0) return;
	const bounds = above.map(({ message }) => message).join('; ');
	const { title } = PROBLEMS.PRICE_ABOVE_BILLED;
	throw new ProblemError(PROBLEMS.PRICE_ABOVE_BILLED, above, `${title} (${bounds})`);
}

function readPrice(amount: string, currency: string): Minor {
	try {
		return parseAmount(amount, decimalsOf(currency));
	} catch {
		throw new ProblemError(PROBLEMS.PRICE_MALFORMED);
	}
}
