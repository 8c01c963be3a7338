import type { Transaction } from '@claims-askes/chassis/db/connect';
import { plainArray } from '@claims-askes/chassis/db/plain-array';

/** So many recipients are told by the log at once. */
const LOG_BATCH = 500;

/** A claim that was settled in a run, and who is told of it. */
export interface SettledClaim {
	readonly run_id: string;
	readonly member_ids: readonly string[];
	readonly provider_id: string | null;
}

/**
 * Notes whose the settled claims of a batch are, and counts them for their runs; runs are taken in one order, so that
 * replicas do not block each other.
 */
export async function noteSettled(tx: Transaction, claims: readonly SettledClaim[]): Promise<void> {
	const runs = [...Map.groupBy(claims, ({ run_id }) => run_id)].sort(([a], [b]) => (a < b ? -1 : 1));
	for (const [runId, settled] of runs) {
		const known = (pick: (claim: SettledClaim) => readonly string[] | string | null) =>
			plainArray(settled.flatMap((claim) => pick(claim) ?? []));
		await tx`
			with batch as (
				insert into settled_batches (run_id, member_ids, provider_ids) values (${runId},
					${known(({ member_ids }) => member_ids)}::text::uuid[], ${known(({ provider_id }) => provider_id)}::text::uuid[])
			)
			insert into runs (run_id, settled) values (${runId}, ${settled.length})
			on conflict (run_id) do update set settled = runs.settled + excluded.settled`;
	}
}

/** Notes how many settled claims each run has in all. */
export async function expectSettled(
	tx: Transaction,
	runs: readonly { readonly run_id: string; readonly claims: number }[],
): Promise<void> {
	await tx`
		insert into runs (run_id, expected)
		select run_id, claims from jsonb_to_recordset(${JSON.stringify(runs)}::text::jsonb) as run(run_id uuid, claims integer)
		order by run_id
		on conflict (run_id) do update set expected = excluded.expected`;
}

/** Takes up the runs of which everything has been heard, each once. */
export async function takeCompleteRuns(tx: Transaction, runIds: readonly string[]): Promise<string[]> {
	const rows = await tx<{ run_id: string }[]>`
		update runs set announced_at = now()
		where run_id = any(${[...runIds]}::uuid[]) and settled >= expected and announced_at is null returning run_id`;
	return rows.map(({ run_id }) => run_id);
}

/**
 * Queues what is to be told of complete runs: each recipient once by the channel it prefers, each webhook once, and what goes
 * to the log in batches. Answers how many messages by run.
 */
export async function queueNotifications(
	tx: Transaction,
	runIds: readonly string[],
	hasEmail: boolean,
): Promise<{ run_id: string; count: number }[]> {
	const queued = await tx<{ run_id: string; count: number }[]>`
		with counted as (
			select run_id, 'member' as recipient_kind, recipient_id, count(*) as claims
			from settled_batches, unnest(member_ids) as recipient_id where run_id = any(${[...runIds]}::uuid[]) group by 1, 3
			union all
			select run_id, 'provider', recipient_id, count(*)
			from settled_batches, unnest(provider_ids) as recipient_id where run_id = any(${[...runIds]}::uuid[]) group by 1, 3
			union all
			select run_id, recipient_kind, recipient_id, claims from digests where run_id = any(${[...runIds]}::uuid[])
		), told as (
			select run_id, recipient_kind, recipient_id, sum(claims)::integer as claims,
				case recipient_kind when 'member' then 'eob.ready' else 'remittance.ready' end as topic
			from counted group by run_id, recipient_kind, recipient_id
		), message as (
			select told.topic, told.run_id, told.recipient_kind, told.recipient_id, told.claims,
				case when preference.email is not null and ${hasEmail} then 'email' else 'log' end as channel,
				null::uuid as webhook_id
			from told left join preferences as preference using (recipient_kind, recipient_id)
			where preference.is_muted is not true
			union all
			select told.topic, told.run_id, told.recipient_kind, told.recipient_id, told.claims, 'webhook', webhook.id
			from told join webhooks as webhook using (recipient_kind, recipient_id)
			where webhook.removed_at is null and told.topic = any(webhook.topics)
			union all
			select 'run.completed', run.run_id, 'payer', null, run.settled, 'webhook', webhook.id
			from runs as run cross join webhooks as webhook
			where run.run_id = any(${[...runIds]}::uuid[]) and webhook.recipient_kind is null
				and webhook.removed_at is null and 'run.completed' = any(webhook.topics)
		), queued as (
			insert into notifications (id, topic, run_id, recipient_kind, recipient_id, claims, channel, webhook_id,
				next_attempt_at)
			select uuid_v7(), topic, run_id, recipient_kind, recipient_id, claims, channel, webhook_id, now() from message
			where channel <> 'log'
			on conflict do nothing returning run_id
		), to_log as (
			select *, (row_number() over (partition by run_id, topic order by recipient_id) - 1) / ${LOG_BATCH}::integer as batch
			from message where channel = 'log'
		), batched as (
			insert into log_batches (run_id, topic, recipient_kind, recipient_ids, claims)
			select run_id, topic, recipient_kind, array_agg(recipient_id), array_agg(claims)
			from to_log group by run_id, topic, recipient_kind, batch
			returning run_id, cardinality(recipient_ids) as count
		)
		select run_id, sum(count)::integer as count
		from (select run_id, 1 as count from queued union all select run_id, count from batched) as counted_here
		group by run_id order by run_id`;
	await tx`delete from settled_batches where run_id = any(${[...runIds]}::uuid[])`;
	await tx`delete from digests where run_id = any(${[...runIds]}::uuid[])`;
	return queued;
}
