import { recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { Platform } from '@claims-askes/chassis/platform';
import {
	expectSettled,
	noteSettled,
	queueNotifications,
	takeCompleteRuns,
} from '../repositories/runs.repository';

/** Collects settled claims by run and recipient, and announces the runs that are complete with them. */
export async function collectSettled(
	platform: Platform,
	tx: Transaction,
	events: readonly FeedEventOf<'payment.processed'>[],
	hasEmail: boolean,
): Promise<void> {
	await noteSettled(
		tx,
		events.map(({ data: { run_id, member_id, subscriber_id, provider_id } }) => ({
			run_id,
			// The patient, and who is paid where that is another member.
			member_ids: [member_id, subscriber_id].filter((id) => id != null),
			provider_id,
		})),
	);
	await announceComplete(platform, tx, events, hasEmail);
}

/** Notes that runs have ended, and announces those of which every settled claim has been heard. */
export async function closeRuns(
	platform: Platform,
	tx: Transaction,
	events: readonly FeedEventOf<'payment.run.completed'>[],
	hasEmail: boolean,
): Promise<void> {
	await expectSettled(
		tx,
		events.map(({ data: { run_id, claims } }) => ({ run_id, claims })),
	);
	await announceComplete(platform, tx, events, hasEmail);
}

async function announceComplete(
	platform: Platform,
	tx: Transaction,
	events: readonly FeedEventOf<'payment.processed' | 'payment.run.completed'>[],
	hasEmail: boolean,
): Promise<void> {
	const runIds = [...new Set(events.map(({ data }) => data.run_id))];
	const complete = await takeCompleteRuns(tx, runIds);
	if (complete.length === 0) return;
	const queued = await queueNotifications(tx, complete, hasEmail);
	await recordChanges(
		tx,
		platform.name,
		{ actor: platform.name, correlationId: events[0]?.metadata.correlation_id ?? '' },
		queued.map(({ run_id, count }) => ({
			action: 'notifications.queued',
			entity: 'payment_run',
			entityId: run_id,
			after: { count },
		})),
	);
}
