import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FundFacts, Topic } from '../domain/notification';

/** An event about a group's money, and what is told of it. */
export interface FundMessage {
	readonly event_id: string;
	readonly topic: Extract<Topic, 'fund.alerted' | 'fund.short'>;
	readonly group_id: string;
	readonly facts: FundFacts;
}

/**
 * Queues what groups are told of their funds: once by the channel that the group prefers, and once by each of its webhooks.
 * Answers how many messages by event.
 */
export async function queueForGroups(
	tx: Transaction,
	messages: readonly FundMessage[],
	hasEmail: boolean,
): Promise<{ event_id: string; count: number }[]> {
	return tx`
		with told as (
			select event_id, topic, group_id, facts from jsonb_to_recordset(${JSON.stringify(messages)}::text::jsonb)
				as message (event_id uuid, topic text, group_id uuid, facts jsonb)
		), message as (
			select told.*, case when preference.email is not null and ${hasEmail} then 'email' else 'log' end as channel,
				null::uuid as webhook_id
			from told left join preferences as preference
				on preference.recipient_kind = 'group' and preference.recipient_id = told.group_id
			where preference.is_muted is not true
			union all
			select told.*, 'webhook', webhook.id
			from told join webhooks as webhook
				on webhook.recipient_kind = 'group' and webhook.recipient_id = told.group_id
			where webhook.removed_at is null and told.topic = any(webhook.topics)
		), queued as (
			insert into notifications (id, topic, event_id, recipient_kind, recipient_id, facts, channel, webhook_id,
				next_attempt_at)
			select uuid_v7(), topic, event_id, 'group', group_id, facts, channel, webhook_id, now() from message
			on conflict do nothing returning event_id
		)
		select event_id, count(*)::integer as count from queued group by event_id order by event_id`;
}
