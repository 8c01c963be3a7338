import type { Change } from '@claims-askes/chassis/db/audit';
import type { Webhook } from '../domain/webhook';

/** What became of a webhook, for the auditor. */
const changeOf = (
	action: string,
	{ id: entityId }: Webhook,
	looks: Pick<Change, 'before' | 'after'>,
): Change => ({
	action: `webhook.${action}`,
	entity: 'webhook',
	entityId,
	...looks,
});

export const webhookAdded = (after: Webhook): Change => changeOf('added', after, { after });

export const webhookChanged = (before: Webhook, after: Webhook): Change =>
	changeOf('changed', after, { before, after });

/** By whomever: the payer, its owner, or because the receiver said that it is gone. */
export const webhookRemoved = (before: Webhook): Change => changeOf('removed', before, { before });
