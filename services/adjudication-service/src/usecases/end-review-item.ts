import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { PersonsDenial } from '../domain/persons-denial';
import { PROBLEMS } from '../domain/problems';
import { askAgain } from '../repositories/readjudications.repository';
import { endReviewItem, type ReviewItemRow } from '../repositories/review-items.repository';
import { openItem, reviewItemView } from './read-review-items';
import { readjudicationBell } from './readjudication-bell';

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
export async function endItem(
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
		audit: [reviewItemChange(`review_item.${end.status}`, item, { ...end, ...denial })],
		requires: { effect: 'ended', rows: 1, otherwise: new ProblemError(PROBLEMS.REVIEW_ITEM_CLOSED) },
	});
	readjudicationBell(platform).ring();
	return answer;
}

export const reviewItemChange = (action: string, item: ReviewItemRow, after: object) => ({
	action,
	entity: 'review_item',
	entityId: item.id,
	before: { status: item.status, assigned_to: item.assigned_to },
	after,
});
