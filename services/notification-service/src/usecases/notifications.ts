import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { type PageRequest, pageBefore, pageById } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Notification } from '../domain/notification';
import { NOTIFICATION_PROBLEMS } from '../domain/problems';
import { type NotificationFilter, requeue } from '../repositories/notifications.repository';
import type { Deps } from './deps';

async function read({ notifications }: Deps, id: string, call: Call): Promise<Notification> {
	const found = await notifications.find(id, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return found;
}

/** A notification with every attempt to deliver it. */
export async function getNotification(deps: Deps, id: string, call: Call) {
	const notification = await read(deps, id, call);
	return { ...notification, deliveries: await deps.notifications.deliveriesOf(id) };
}

export async function listNotifications(
	{ notifications }: Deps,
	{ cursor, limit, ...filter }: NotificationFilter & PageRequest,
	call: Call,
) {
	const found = await notifications.list(filter, pageBefore({ cursor, limit }), call.caller.only);
	return pageById(found, limit);
}

/** Queues a notification that failed for another round of attempts. */
export function retryNotification(deps: Deps, id: string, call: Call) {
	assertUnrestricted(call);
	const { platform } = deps;
	return writeOnce(platform, call, async () => {
		const before = await read(deps, id, call);
		if (before.status !== 'failed') throw new ProblemError(NOTIFICATION_PROBLEMS.NOTIFICATION_NOT_FAILED);
		const after: Notification = { ...before, status: 'queued', error_code: null };
		const { status, error_code } = before;
		return commit(platform, call, {
			data: after,
			effects: [['requeued', requeue(platform.sql, id)]],
			audit: [
				{
					action: 'notification.retried',
					entity: 'notification',
					entityId: id,
					before: { status, error_code },
					after: { status: 'queued' },
				},
			],
			requires: { effect: 'requeued', rows: 1, otherwise: LOST_RACE },
		});
	});
}
