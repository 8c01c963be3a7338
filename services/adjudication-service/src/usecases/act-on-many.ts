import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { PROBLEMS as COMMON, ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../domain/problems';
import { changeItem, type ItemChange, type ReviewAction } from '../domain/review-action';
import type { ReviewItem } from '../domain/review-item';
import {
	type ReviewFilter,
	readReviewItems,
	readReviewItemsById,
} from '../repositories/review-item-reader.repository';
import { circumstancesOf, commitChanges, type ReviewDesk } from './act-on-review-items';

/** Which items: these, each perhaps only as it was read; or the longest waiting of those that match. */
export type Selection =
	| { readonly items: readonly { readonly id: string; readonly version?: number | undefined }[] }
	| { readonly filter: ReviewFilter; readonly limit: number };

interface Chosen {
	readonly id: string;
	readonly item: ReviewItem | undefined;
	readonly version: number | undefined;
}

/**
 * Does the same with many items at once, in one write: what cannot be done to one of them is told beside it and holds up no
 * other. All that follows from it carries one correlation id.
 */
export function actOnMany(
	desk: ReviewDesk,
	action: ReviewAction,
	selection: Selection,
	call: Call,
): Promise<StoredAnswer> {
	assertUnrestricted(call);
	const { platform } = desk;
	return writeOnce(platform, call, async () => {
		const circumstances = circumstancesOf(desk);
		const results = (await choose(platform, selection)).map((chosen) => {
			try {
				return { chosen, change: changeItem(known(chosen), action, call.caller, circumstances) };
			} catch (refusal) {
				if (!(refusal instanceof ProblemError)) throw refusal;
				return { chosen, refusal };
			}
		});
		const changes = results.flatMap(({ change }) => change ?? []);
		const data = {
			correlation_id: call.correlationId,
			changed: changes.length,
			refused: results.length - changes.length,
			results: results.map(({ chosen, change, refusal }) => resultOf(chosen, change, refusal)),
		};
		return commitChanges(platform, call, changes, { data });
	});
}

async function choose({ sql }: Platform, selection: Selection): Promise<Chosen[]> {
	if ('filter' in selection) {
		const { filter, limit } = selection;
		const items = await readReviewItems(sql, filter, { sort: 'oldest', after: null }, limit, null);
		return items.map((item) => ({ id: item.id, item, version: item.version }));
	}
	const items = await readReviewItemsById(
		sql,
		selection.items.map(({ id }) => id),
	);
	const byId = new Map(items.map((item) => [item.id, item]));
	return selection.items.map(({ id, version }) => ({ id, item: byId.get(id), version }));
}

function known({ item, version }: Chosen): ReviewItem {
	if (!item) throw new ProblemError(PROBLEMS.REVIEW_ITEM_NOT_FOUND);
	if (version !== undefined && version !== item.version) throw new ProblemError(COMMON.CONCURRENT_CHANGE);
	return item;
}

const resultOf = ({ id, item }: Chosen, change?: ItemChange, refusal?: ProblemError) => ({
	id,
	claim_id: item?.claim_id ?? null,
	claim_number: item?.claim_number ?? null,
	status: (change?.after ?? item)?.status ?? null,
	version: (change?.after ?? item)?.version ?? null,
	problem: refusal ? { code: refusal.problem.code, message: refusal.message } : null,
});
