import { recordChanges } from '@claims-askes/chassis/db/audit';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { Platform } from '@claims-askes/chassis/platform';
import { removeWebhooks } from '../repositories/webhooks.repository';
import { webhookRemoved } from './webhook-change';

/** Withdraws webhooks whose receivers have said that they are gone: nothing more is sent there. */
export async function withdrawGone(
	{ name, newId }: Platform,
	tx: Queryable,
	ids: readonly string[],
): Promise<void> {
	if (ids.length === 0) return;
	const removed = await removeWebhooks(tx, ids);
	await recordChanges(tx, name, { actor: name, correlationId: newId() }, removed.map(webhookRemoved));
}
