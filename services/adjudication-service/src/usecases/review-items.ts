import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer, type StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { etagOf, expectedVersion } from '@claims-askes/chassis/http/etag';
import { pageOf, parseCursor } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { type Minor, parseAmount } from '@claims-askes/kernel/money';
import { PROBLEMS as HOUSE_PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { PersonsDenial } from '../domain/persons-denial';
import { PROBLEMS } from '../domain/problems';
import { canBeReleased, waitsForPrice } from '../domain/review-item';
import { askAgain } from '../repositories/readjudications.repository';
import { keepReview, type ReviewedPrice } from '../repositories/releases.repository';
import {
	assignReviewItem,
	endReviewItem,
	type ReviewItemRow,
	readReviewItem,
	readReviewItems,
} from '../repositories/review-items.repository';
import { amountIn } from './read-decisions';
import { readjudicationBell } from './readjudication-bell';

export interface QueueQuery {
	readonly status: ReviewItemRow['status'];
	readonly assigned_to?: string | undefined;
	readonly claim_id?: string | undefined;
	readonly cursor?: string | undefined;
	readonly limit: number;
}

export async function listReviewItems({ sql }: Platform, query: QueueQuery, { caller }: Call) {
	const [after = null] = parseCursor(query.cursor, 1) ?? [];
	const filter = {
		status: query.status,
		assignedTo: query.assigned_to ?? null,
		claimId: query.claim_id ?? null,
		after: after === null ? null : String(after),
		limit: query.limit + 1,
	};
	const rows = await readReviewItems(sql, filter, caller.only);
	return pageOf(rows, query.limit, reviewItemView, ({ id }) => [id]);
}

export async function getReviewItem({ sql }: Platform, id: string, { caller }: Call) {
	const item = await readReviewItem(sql, id, caller.only);
	if (!item) throw new ProblemError(PROBLEMS.REVIEW_ITEM_NOT_FOUND);
	return new Answer(reviewItemView(item), { headers: etagOf(item.version) });
}

/** Gives an open item to a person, or back to everybody. */
export async function assignItem(
	platform: Platform,
	id: string,
	assigned_to: string | null,
	call: Call,
): Promise<StoredAnswer> {
	const item = await openItem(platform, id, call);
	const version = expectedVersion(call) ?? item.version;
	if (version !== item.version) throw new ProblemError(HOUSE_PROBLEMS.CONCURRENT_CHANGE);
	return commit(platform, call, {
		status: 200,
		data: reviewItemView({ ...item, assigned_to, version: version + 1 }),
		effects: [['assigned', assignReviewItem(platform.sql, { id, assigned_to, version })]],
		audit: [changeOf('review_item.assigned', item, { assigned_to })],
		requires: { effect: 'assigned', rows: 1, otherwise: LOST_RACE },
	});
}

export interface ReleaseRequest {
	readonly reason: string;
	/** The amounts allowed for lines that no contract prices. */
	readonly prices?: readonly { readonly line: number; readonly allowed: string }[] | undefined;
}

/**
 * Lets every reason of an item pass, and has the claim decided again. A reason that comes back unchanged stays let pass;
 * one that is new makes it wait again. A line that waits for a price is given one instead.
 */
export const releaseItem = (
	platform: Platform,
	id: string,
	{ reason, prices = [] }: ReleaseRequest,
	call: Call,
) =>
	writeOnce(platform, call, async () => {
		const item = await openItem(platform, id, call);
		if (!canBeReleased(item.reasons)) throw new ProblemError(PROBLEMS.NOT_RELEASABLE);
		const review = keepReview(platform.sql, {
			reviewItemId: id,
			claimId: item.claim_id,
			by: call.caller.subject,
			reason,
			fingerprints: item.reasons.flatMap((found) => (waitsForPrice(found) ? [] : found.fingerprint)),
			prices: pricesFor(item, prices),
		});
		return endItem(platform, call, item, { status: 'released', note: reason }, null, review);
	});

function pricesFor(item: ReviewItemRow, prices: NonNullable<ReleaseRequest['prices']>): ReviewedPrice[] {
	const waiting = new Set(item.reasons.filter(waitsForPrice).map(({ line }) => line));
	const priced = new Set(prices.map(({ line }) => line));
	if (priced.size < prices.length || waiting.symmetricDifference(priced).size > 0)
		throw new ProblemError(PROBLEMS.PRICE_REQUIRED);
	return prices.map(({ line, allowed }) => ({ line, allowed: readPrice(allowed, item.currency) }));
}

function readPrice(amount: string, currency: string): Minor {
	try {
		return parseAmount(amount, decimalsOf(currency));
	} catch {
		throw new ProblemError(PROBLEMS.PRICE_MALFORMED);
	}
}

/** Denies the claim under the person's own code. */
export const denyItem = (
	platform: Platform,
	id: string,
	{ reason, ...denial }: PersonsDenial & { readonly reason: string },
	call: Call,
) =>
	writeOnce(platform, call, async () => {
		const item = await openItem(platform, id, call);
		return endItem(platform, call, item, { status: 'denied', note: reason }, denial, []);
	});

/** The person's word and the wish to have the claim decided by it are one write; the decision follows in a moment. */
async function endItem(
	platform: Platform,
	call: Call,
	item: ReviewItemRow,
	end: Pick<ReviewItemRow, 'status' | 'note'>,
	denial: PersonsDenial | null,
	effects: Parameters<typeof commit>[2]['effects'],
): Promise<StoredAnswer> {
	const { sql } = platform;
	const closed_by = call.caller.subject;
	const ended = {
		...item,
		...end,
		closed_at: platform.now().toISOString(),
		closed_by,
		version: item.version + 1,
	};
	const answer = await commit(platform, call, {
		data: reviewItemView(ended),
		effects: [
			['ended', endReviewItem(sql, ended)],
			askAgain(sql, {
				id: platform.newId(),
				claim_id: item.claim_id,
				denial,
				requested_by: closed_by,
				correlation_id: call.correlationId,
			}),
			...effects,
		],
		audit: [changeOf(`review_item.${end.status}`, item, { ...end, ...denial })],
		requires: { effect: 'ended', rows: 1, otherwise: new ProblemError(PROBLEMS.REVIEW_ITEM_CLOSED) },
	});
	readjudicationBell(platform).ring();
	return answer;
}

async function openItem({ sql }: Platform, id: string, call: Call): Promise<ReviewItemRow> {
	assertUnrestricted(call);
	const item = await readReviewItem(sql, id, null);
	if (!item) throw new ProblemError(PROBLEMS.REVIEW_ITEM_NOT_FOUND);
	if (item.status !== 'open') throw new ProblemError(PROBLEMS.REVIEW_ITEM_CLOSED);
	return item;
}

const changeOf = (action: string, item: ReviewItemRow, after: object) => ({
	action,
	entity: 'review_item',
	entityId: item.id,
	before: { status: item.status, assigned_to: item.assigned_to },
	after,
});

const reviewItemView = ({ reasons, billed, currency, ...item }: ReviewItemRow) => ({
	...item,
	currency,
	billed: amountIn(currency)(billed),
	reasons: reasons.map(({ line, rule, carc, authority, fingerprint, missing }) => ({
		...{ line, rule, carc, authority, fingerprint },
		missing: [...(missing ?? [])],
	})),
});
