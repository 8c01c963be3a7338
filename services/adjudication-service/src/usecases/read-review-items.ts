import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { etagOf } from '@claims-askes/chassis/http/etag';
import { pageOf, parseCursor } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../domain/problems';
import { type ReviewItemRow, readReviewItem, readReviewItems } from '../repositories/review-items.repository';
import { amountIn } from './read-decisions';

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

/** An item that a person may still speak to. */
export async function openItem({ sql }: Platform, id: string, call: Call): Promise<ReviewItemRow> {
	assertUnrestricted(call);
	const item = await readReviewItem(sql, id, null);
	if (!item) throw new ProblemError(PROBLEMS.REVIEW_ITEM_NOT_FOUND);
	if (item.status !== 'open') throw new ProblemError(PROBLEMS.REVIEW_ITEM_CLOSED);
	return item;
}

export const reviewItemView = ({ reasons, billed, currency, ...item }: ReviewItemRow) => ({
	...item,
	currency,
	billed: amountIn(currency)(billed),
	reasons: reasons.map(({ line, rule, carc, authority, fingerprint, missing }) => ({
		...{ line, rule, carc, authority, fingerprint },
		missing: [...(missing ?? [])],
	})),
});
