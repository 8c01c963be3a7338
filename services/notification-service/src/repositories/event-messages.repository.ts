import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { EventTopic, Notification, Recipient } from '../domain/notification';

/** What one recipient is told of an event. */
export interface EventMessage extends Recipient {
	readonly event_id: string;
	readonly topic: EventTopic;
	readonly facts: NonNullable<Notification['facts']>;
}

/**
 * Queues what is told of events: once by the channel that the recipient prefers, and once by each of its webhooks.
 * Answers how many messages by event.
 */
export async function queueOfEvents(
	tx: Transaction,
	messages: readonly EventMessage[],
	hasEmail: boolean,
): Promise<{ event_id: string; count: number }[]> {
	return tx`
		with told as (
			select * from jsonb_to_recordset(${JSON.stringify(messages)}::text::jsonb)
				as message (event_id uuid, topic text, recipient_kind text, recipient_id uuid, facts jsonb)
		), message as (
			select told.*, case when preference.email is not null and ${hasEmail} then 'email' else 'log' end as channel,
				null::uuid as webhook_id
			from told left join preferences as preference using (recipient_kind, recipient_id)
			where preference.is_muted is not true
			union all
			select told.*, 'webhook', webhook.id
			from told join webhooks as webhook using (recipient_kind, recipient_id)
			where webhook.removed_at is null and told.topic = any(webhook.topics)
		), queued as (
			insert into notifications (id, topic, event_id, recipient_kind, recipient_id, facts, channel, webhook_id,
				next_attempt_at)
			select uuid_v7(), topic, event_id, recipient_kind, recipient_id, facts, channel, webhook_id, now() from message
			on conflict do nothing returning event_id
		)
		select event_id, count(*)::integer as count from queued group by event_id order by event_id`;
}
