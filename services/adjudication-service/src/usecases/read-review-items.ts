import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { etagOf } from '@claims-askes/chassis/http/etag';
import { type Keyset, pageOf, parseCursor, parseIdCursor } from '@claims-askes/chassis/http/paging';
import type { Platform } from '@claims-askes/chassis/platform';
import { PROBLEMS as COMMON, ProblemError } from '@claims-askes/kernel/problems';
import { isUuid } from '@claims-askes/kernel/uuid';
import { PROBLEMS } from '../domain/problems';
import type { ReviewItem } from '../domain/review-item';
import {
	type AmountPlace,
	countReviewItems,
	type ReviewFilter,
	type ReviewPlace,
	readReviewItem,
	readReviewItems,
} from '../repositories/review-item-reader.repository';
import { reviewItemView } from './review-item-view';

export interface QueueQuery extends ReviewFilter {
	readonly sort: ReviewPlace['sort'];
	readonly cursor?: string | undefined;
	readonly limit: number;
}

export async function listReviewItems({ sql }: Platform, query: QueueQuery, { caller }: Call) {
	const { sort, cursor, limit, ...filter } = query;
	const place: ReviewPlace =
		sort === 'oldest' ? { sort, after: parseIdCursor(cursor) } : { sort, after: amountPlace(cursor) };
	const rows = await readReviewItems(sql, filter, place, limit + 1, caller.only);
	return pageOf(rows, limit, viewFor(caller), KEYSETS[sort]);
}

const KEYSETS: Readonly<Record<ReviewPlace['sort'], (item: ReviewItem) => Keyset>> = {
	oldest: ({ id }) => [id],
	amount: ({ currency, billed, id }) => [currency, billed, id],
};

const CURRENCY = /^[A-Z]{3}$/;
const BILLED = /^\d{1,16}(\.\d{1,4})?$/;

function amountPlace(cursor: string | undefined): AmountPlace | null {
	const keyset = parseCursor(cursor, 3);
	if (keyset === null) return null;
	const [currency = '', billed = '', id = ''] = keyset.map(String);
	if (CURRENCY.test(currency) && BILLED.test(billed) && isUuid(id)) return { currency, billed, id };
	throw new ProblemError(COMMON.CURSOR_INVALID);
}

export const countReasons = ({ sql }: Platform, filter: ReviewFilter, { caller }: Call) =>
	countReviewItems(sql, filter, caller.only);

export async function getReviewItem({ sql }: Platform, id: string, { caller }: Call) {
	const item = await readReviewItem(sql, id, caller.only);
	if (!item) throw new ProblemError(PROBLEMS.REVIEW_ITEM_NOT_FOUND);
	return new Answer(viewFor(caller)(item), { headers: etagOf(item.version) });
}

/** What colleagues write to each other is not for the member, provider or group whose claim it is. */
const viewFor =
	({ only }: Call['caller']) =>
	(item: ReviewItem) =>
		reviewItemView(
			only
				? {
						...item,
						note: null,
						proposal: null,
						assigned_to: null,
						closed_by: null,
						request: withoutWords(item),
					}
				: item,
		);

/** What is asked for and until when; who asked, and what they wrote, is the house's. */
const withoutWords = ({ request }: ReviewItem): ReviewItem['request'] =>
	request && { ...request, by: null, note: null };
