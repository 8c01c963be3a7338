import type { Fragment, Queryable, Sql, Transaction } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { Notification, Recipient } from '../domain/notification';

export interface NotificationFilter {
	readonly run_id?: string | undefined;
	readonly recipient_id?: string | undefined;
	readonly status?: Notification['status'] | undefined;
	readonly channel?: Notification['channel'] | undefined;
}

/** A notification that somebody has to send now, and after how many tries. */
export interface DueNotification extends Notification {
	readonly tries: number;
}

export interface Delivery {
	readonly attempt: number;
	readonly attempted_at: string;
	readonly error_code: string | null;
}

export interface AttemptResult {
	readonly id: string;
	readonly attempt: number;
	readonly status: Notification['status'];
	readonly error_code: string | null;
	readonly attempted_at: string;
	readonly next_attempt_at: string | null;
}

export type NotificationsRepository = ReturnType<typeof notificationsRepository>;

export function notificationsRepository(sql: Sql) {
	return {
		async find(id: string, only: RowRule | null): Promise<Notification | null> {
			const [row] = await sql<Notification[]>`
				select ${columns(sql)} from notifications where id = ${id} and ${visibleTo(sql, only)}`;
			return row ?? null;
		},

		/** One row more than asked for, newest first. */
		async list(
			{ run_id, recipient_id, status, channel }: NotificationFilter,
			page: { readonly before: string | null; readonly limit: number },
			only: RowRule | null,
		): Promise<Notification[]> {
			return sql<Notification[]>`
				select ${columns(sql)} from notifications
				where ${visibleTo(sql, only)}
					${run_id ? sql`and run_id = ${run_id}` : sql``}
					${recipient_id ? sql`and recipient_id = ${recipient_id}` : sql``}
					${status ? sql`and status = ${status}` : sql``}
					${channel ? sql`and channel = ${channel}` : sql``}
					${page.before === null ? sql`` : sql`and id < ${page.before}`}
				order by id desc limit ${page.limit + 1}`;
		},

		async deliveriesOf(id: string): Promise<Delivery[]> {
			return sql<Delivery[]>`
				select attempt, ${instant(sql, 'attempted_at')}, error_code
				from (
					select attempt, attempted_at, error_code from deliveries where notification_id = ${id}
					union all
					-- The log takes everything at once: the notification itself says so.
					select attempts, delivered_at, null from notifications
					where id = ${id} and channel = 'log' and status = 'delivered'
						and not exists (select from deliveries where notification_id = ${id})
				) as attempts order by attempt`;
		},

		/** Takes messages that are due, for so long that nobody else sends them meanwhile. */
		async takeDue(limit: number, leaseMs: number): Promise<DueNotification[]> {
			return sql<DueNotification[]>`
				update notifications set attempts = attempts + 1, tries = tries + 1,
					next_attempt_at = now() + ${leaseMs}::integer * interval '1 millisecond'
				where id in (
					select id from notifications where status = 'queued' and next_attempt_at <= now()
					order by next_attempt_at limit ${limit} for update skip locked
				)
				returning ${columns(sql)}, tries`;
		},

		/** Keeps what was taken for so long again, as far as nobody else has taken it since. */
		async holdOn(taken: readonly Pick<DueNotification, 'id' | 'attempts'>[], leaseMs: number): Promise<void> {
			const rows = JSON.stringify(taken.map(({ id, attempts }) => ({ id, attempts })));
			await sql`
				update notifications as notification
				set next_attempt_at = now() + ${leaseMs}::integer * interval '1 millisecond'
				from jsonb_to_recordset(${rows}::text::jsonb) as taken(id uuid, attempts integer)
				where notification.id = taken.id and notification.attempts = taken.attempts
					and notification.status = 'queued'`;
		},

		async removeOlderThan(days: number): Promise<number> {
			const [removed] = await sql<{ count: number }[]>`
				with removed as (
					delete from notifications
					where created_at < now() - ${days}::integer * interval '1 day' and status <> 'queued' returning id
				), forgotten as (
					delete from deliveries using removed where notification_id = removed.id
				)
				select count(*)::integer as count from removed`;
			return removed?.count ?? 0;
		},
	};
}

/** As much of a message as the log of this process tells. */
export type Logged = Pick<Notification, 'id' | 'run_id' | 'event_id' | 'topic' | 'channel'>;

/** Delivers the next batch for the log, and answers what it was. */
export async function deliverToLog(tx: Transaction, at: string): Promise<Logged[]> {
	return tx`
		with batch as (
			delete from log_batches where id = (select id from log_batches order by id limit 1 for update skip locked)
			returning *
		)
		insert into notifications (id, topic, run_id, recipient_kind, recipient_id, claims, channel, status, attempts, tries,
			created_at, delivered_at)
		select uuid_v7(), topic, run_id, recipient_kind, recipient.id, recipient.claims, 'log', 'delivered', 1, 1, queued_at,
			${at}::timestamptz
		from batch, unnest(recipient_ids, batch.claims) as recipient(id, claims)
		on conflict do nothing returning id, run_id, event_id, topic, channel`;
}

/** Records how attempts ended, and answers which messages have been delivered by them. */
export async function recordAttempts(tx: Transaction, results: readonly AttemptResult[]): Promise<string[]> {
	const rows = JSON.stringify(results);
	await tx`
		insert into deliveries (notification_id, attempt, attempted_at, error_code)
		select id, attempt, attempted_at, error_code
		from jsonb_to_recordset(${rows}::text::jsonb)
			as result(id uuid, attempt integer, attempted_at timestamptz, error_code text)
		on conflict do nothing`;
	const updated = await tx<{ id: string; status: string }[]>`
		update notifications as notification set status = result.status, error_code = result.error_code,
			next_attempt_at = result.next_attempt_at,
			delivered_at = case when result.status = 'delivered' then result.attempted_at end
		from jsonb_to_recordset(${rows}::text::jsonb) as result(id uuid, attempt integer, status text, error_code text,
			attempted_at timestamptz, next_attempt_at timestamptz)
		-- A result that comes after its lease ended, when somebody else has tried again, is only logged.
		where notification.id = result.id and notification.attempts = result.attempt and notification.status = 'queued'
		returning notification.id, notification.status`;
	return updated.filter(({ status }) => status === 'delivered').map(({ id }) => id);
}

/** The write that queues a failed message for another round. */
export const requeue = (sql: Sql, id: string): Fragment =>
	sql`update notifications set status = 'queued', tries = 0, error_code = null, next_attempt_at = now()
		from once where id = ${id}::uuid and status = 'failed'`;

/** A token that is limited to its own rows sees what that member, provider or group is told. */
export function visibleTo(sql: Sql, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	const { recipient_kind, recipient_id } = recipientIn(only);
	return sql`(recipient_kind = ${recipient_kind} and recipient_id = ${recipient_id})`;
}

/** Who is told what such a token may see. */
export function recipientIn(only: RowRule): Recipient {
	if ('member_id' in only) return { recipient_kind: 'member', recipient_id: only.member_id };
	if ('provider_id' in only) return { recipient_kind: 'provider', recipient_id: only.provider_id };
	return { recipient_kind: 'group', recipient_id: only.group_id };
}

const columns = (sql: Queryable): Fragment => sql`
	id, topic, run_id, event_id, recipient_kind, recipient_id, claims, facts, channel, webhook_id, status, attempts, error_code,
	${instant(sql, 'created_at')}, ${instant(sql, 'delivered_at')}`;

const instant = (sql: Queryable, column: string): Fragment =>
	sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${sql(column)}`;
