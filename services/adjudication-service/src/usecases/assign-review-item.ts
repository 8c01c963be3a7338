import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { expectedVersion } from '@claims-askes/chassis/http/etag';
import type { Platform } from '@claims-askes/chassis/platform';
import { assignReviewItem } from '../repositories/review-items.repository';
import { reviewItemChange } from './end-review-item';
import { openItem, reviewItemView } from './read-review-items';

/** Gives an open item to a person, or back to everybody. */
export async function assignItem(
	platform: Platform,
	id: string,
	assigned_to: string | null,
	call: Call,
): Promise<StoredAnswer> {
	const item = await openItem(platform, id, call);
	const version = expectedVersion(call) ?? item.version;
	if (version !== item.version) throw LOST_RACE;
	return commit(platform, call, {
		status: 200,
		data: reviewItemView({ ...item, assigned_to, version: version + 1 }),
		effects: [['assigned', assignReviewItem(platform.sql, { id, assigned_to, version })]],
		audit: [reviewItemChange('review_item.assigned', item, { assigned_to })],
		requires: { effect: 'assigned', rows: 1, otherwise: LOST_RACE },
	});
}
