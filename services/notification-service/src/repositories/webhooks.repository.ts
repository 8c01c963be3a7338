import type { Fragment, Queryable, Sql } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { Webhook } from '../domain/webhook';
import { visibleTo } from './notifications.repository';

/** A webhook with the version of the row that it was read from. */
export interface StoredWebhook {
	readonly webhook: Webhook;
	readonly version: number;
}

/** Where to send, and the sealed secrets to sign with. */
export interface WebhookTarget {
	readonly id: string;
	readonly url: string;
	readonly sealed: readonly string[];
}

const columnsOf = (sql: Queryable): Fragment => sql`id, url, topics, recipient_kind, recipient_id,
	to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at`;

export type WebhooksRepository = ReturnType<typeof webhooksRepository>;

export function webhooksRepository(sql: Sql) {
	const columns = columnsOf(sql);
	return {
		async find(id: string, only: RowRule | null): Promise<StoredWebhook | null> {
			const [row] = await sql<(Webhook & { readonly version: number })[]>`
				select ${columns}, version from webhooks
				where id = ${id} and removed_at is null and ${visibleTo(sql, only)}`;
			if (!row) return null;
			const { version, ...webhook } = row;
			return { webhook, version };
		},

		/** One row more than asked for, newest first. */
		async list(page: { before: string | null; limit: number }, only: RowRule | null): Promise<Webhook[]> {
			return sql<Webhook[]>`
				select ${columns} from webhooks where removed_at is null and ${visibleTo(sql, only)}
					${page.before === null ? sql`` : sql`and id < ${page.before}`}
				order by id desc limit ${page.limit + 1}`;
		},

		async targets(ids: readonly string[]): Promise<WebhookTarget[]> {
			return sql<WebhookTarget[]>`
				select id, url, array(
					select sealed from webhook_secrets as secret
					where secret.webhook_id = webhook.id and (expires_at is null or expires_at > now())
					order by secret_id desc
				) as sealed
				from webhooks as webhook where id = any(${[...ids]}::uuid[]) and removed_at is null`;
		},
	};
}

/** Withdraws those of them that were not yet, with their secrets. */
export async function removeWebhooks(tx: Queryable, ids: readonly string[]): Promise<Webhook[]> {
	const removed = await tx<Webhook[]>`
		update webhooks set removed_at = now() where id = any(${[...ids]}::uuid[]) and removed_at is null
		returning ${columnsOf(tx)}`;
	await tx`update webhook_secrets set expires_at = now()
		where webhook_id = any(${removed.map(({ id }) => id)}::uuid[]) and (expires_at is null or expires_at > now())`;
	return removed;
}

export const insertWebhook = (sql: Sql, w: Webhook): Fragment =>
	sql`insert into webhooks (id, url, topics, recipient_kind, recipient_id, created_at)
		select ${w.id}::uuid, ${w.url}, ${[...w.topics]}::text[], ${w.recipient_kind}, ${w.recipient_id}::uuid,
			${w.created_at}::timestamptz from once`;

/** The write that changes a webhook, unless it was changed since it was read. */
export const updateWebhook = (sql: Sql, { id, url, topics }: Webhook, version: number): Fragment =>
	sql`update webhooks set (url, topics, version) = (${url}, ${[...topics]}::text[], version + 1)
		from once where id = ${id}::uuid and version = ${version} and removed_at is null`;

/** The write that withdraws a webhook, unless it was changed since it was read. */
export const removeWebhook = (sql: Sql, id: string, version: number): Fragment =>
	sql`update webhooks set removed_at = now()
		from once where id = ${id}::uuid and version = ${version} and removed_at is null`;

export const insertSecret = (sql: Sql, webhookId: string, secretId: string, sealed: string): Fragment =>
	sql`insert into webhook_secrets (webhook_id, secret_id, sealed)
		select ${webhookId}::uuid, ${secretId}::uuid, ${sealed} from once`;

/** Ends the secrets given out so far at a time; those that end earlier stay as they are. */
export const endSecrets = (sql: Sql, webhookId: string, at: Date): Fragment =>
	sql`update webhook_secrets set expires_at = ${at.toISOString()}::timestamptz from once
		where webhook_id = ${webhookId}::uuid
			and (expires_at is null or expires_at > ${at.toISOString()}::timestamptz)`;
