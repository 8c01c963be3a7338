import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { Platform } from '@claims-askes/chassis/platform';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { type Minor, parseAmount } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../domain/problems';
import { canBeReleased, waitsForPrice } from '../domain/review-item';
import { keepReview, type ReviewedPrice } from '../repositories/releases.repository';
import type { ReviewItemRow } from '../repositories/review-items.repository';
import { endItem } from './end-review-item';
import { openItem } from './read-review-items';

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
