import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call, RowRule } from '@claims-askes/chassis/http/caller';
import { Answer, type StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { assertVersion, etagOf } from '@claims-askes/chassis/http/etag';
import { type PageRequest, pageBefore, pageById } from '@claims-askes/chassis/http/paging';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { RecipientKind, Topic } from '../domain/notification';
import { NOTIFICATION_PROBLEMS } from '../domain/problems';
import { assertTopics, type Webhook } from '../domain/webhook';
import { recipientIn } from '../repositories/notifications.repository';
import {
	endSecrets,
	insertSecret,
	insertWebhook,
	removeWebhook,
	type StoredWebhook,
	updateWebhook,
} from '../repositories/webhooks.repository';
import type { Deps } from './deps';
import { webhookAdded, webhookChanged, webhookRemoved } from './webhook-change';

export interface NewWebhook {
	readonly url: string;
	readonly topics: readonly Topic[];
	readonly recipient?: { readonly kind: RecipientKind; readonly id: string } | undefined;
}

/** As the table has it for a new row. */
const FIRST_VERSION = 1;

/** Subscribes an address. Its secret is answered once; a repeated request gets the webhook without it. */
export async function addWebhook(deps: Deps, wanted: NewWebhook, call: Call) {
	const { platform, secrets } = deps;
	const webhook: Webhook = {
		id: platform.newId(),
		url: wanted.url,
		topics: wanted.topics,
		...recipientOf(wanted, call.caller.only),
		created_at: platform.now().toISOString(),
	};
	assertDeliverable(deps, webhook);
	const secret = makeSecret();
	const stored = await commit(platform, call, {
		data: { ...webhook, secret: null },
		effects: [
			insertWebhook(platform.sql, webhook),
			insertSecret(platform.sql, webhook.id, platform.newId(), await secrets.seal(secret)),
		],
		audit: [webhookAdded(webhook)],
	});
	return shownOnce(stored, { ...webhook, secret }, etagOf(FIRST_VERSION));
}

export async function getWebhook(deps: Deps, id: string, call: Call) {
	const { webhook, version } = await read(deps, id, call);
	return new Answer(webhook, { headers: etagOf(version) });
}

export async function listWebhooks({ webhooks }: Deps, { cursor, limit }: PageRequest, call: Call) {
	const found = await webhooks.list(pageBefore({ cursor, limit }), call.caller.only);
	return pageById(found, limit);
}

export function changeWebhook(
	deps: Deps,
	id: string,
	changes: { readonly url?: string | undefined; readonly topics?: readonly Topic[] | undefined },
	call: Call,
) {
	const { platform } = deps;
	return writeOnce(platform, call, async () => {
		const { webhook: before, version } = await read(deps, id, call);
		assertVersion(call, version);
		const after = { ...before, url: changes.url ?? before.url, topics: changes.topics ?? before.topics };
		assertDeliverable(deps, after);
		await commit(platform, call, {
			status: 200,
			data: after,
			effects: [['changed', updateWebhook(platform.sql, after, version)]],
			audit: [webhookChanged(before, after)],
			requires: { effect: 'changed', rows: 1, otherwise: LOST_RACE },
		});
		return new Answer(after, { headers: etagOf(version + 1) });
	});
}

/** From now on nothing is sent there, nor what is queued already. */
export function withdrawWebhook(deps: Deps, id: string, call: Call) {
	const { platform } = deps;
	return writeOnce(platform, call, async () => {
		const { webhook, version } = await read(deps, id, call);
		assertVersion(call, version);
		return commit(platform, call, {
			status: 200,
			data: webhook,
			effects: [
				['removed', removeWebhook(platform.sql, id, version)],
				endSecrets(platform.sql, id, platform.now()),
			],
			audit: [webhookRemoved(webhook)],
			requires: { effect: 'removed', rows: 1, otherwise: LOST_RACE },
		});
	});
}

/** Gives out a new secret. Until the overlap ends, messages are signed with the previous one too. */
export async function renewSecret(deps: Deps, id: string, overlapSeconds: number, call: Call) {
	const { platform, secrets } = deps;
	await read(deps, id, call);
	const until = new Date(platform.now().getTime() + overlapSeconds * 1_000);
	const view = { webhook_id: id, previous_secrets_end_at: until.toISOString() };
	const secret = makeSecret();
	const stored = await commit(platform, call, {
		data: { ...view, secret: null },
		// Both see the table as it was before the statement, so the new secret is not ended with the old ones.
		effects: [
			endSecrets(platform.sql, id, until),
			insertSecret(platform.sql, id, platform.newId(), await secrets.seal(secret)),
		],
		audit: [{ action: 'webhook.secret_renewed', entity: 'webhook', entityId: id, after: view }],
	});
	return shownOnce(stored, { ...view, secret });
}

/** Sends a message at once that tells of nothing, signed as all are, and answers how that went. */
export async function testWebhook(deps: Deps, id: string, call: Call) {
	await read(deps, id, call);
	await deps.testLimit.take({ role: 'client', subject: `webhook-test ${id}` });
	const [target] = await deps.webhooks.targets([id]);
	if (!target) throw new ProblemError(PROBLEMS.NOT_FOUND);
	const message_id = deps.platform.newId();
	const secrets = await Promise.all(target.sealed.map((sealed) => deps.secrets.open(sealed)));
	const began = performance.now();
	const { error_code, http_status } = await deps.channels.webhook({
		id: message_id,
		url: target.url,
		secrets,
		body: { id: message_id, topic: 'test', created_at: deps.platform.now().toISOString(), data: {} },
	});
	const duration_ms = Math.round(performance.now() - began);
	return { is_delivered: error_code === null, error_code, http_status, duration_ms, message_id };
}

async function read({ webhooks }: Deps, id: string, call: Call): Promise<StoredWebhook> {
	const found = await webhooks.find(id, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return found;
}

/** A restricted token subscribes to its own notifications; anybody else to any recipient's, or to the payer's. */
function recipientOf(
	{ recipient }: NewWebhook,
	only: RowRule | null,
): Pick<Webhook, 'recipient_kind' | 'recipient_id'> {
	const own = only && recipientIn(only);
	if (own && recipient && (recipient.kind !== own.recipient_kind || recipient.id !== own.recipient_id))
		throw new ProblemError(NOTIFICATION_PROBLEMS.RECIPIENT_NOT_YOURS);
	return own ?? { recipient_kind: recipient?.kind ?? null, recipient_id: recipient?.id ?? null };
}

function assertDeliverable({ channels }: Deps, webhook: Webhook): void {
	assertTopics(webhook);
	if (!channels.isAllowedUrl(webhook.url)) throw new ProblemError(NOTIFICATION_PROBLEMS.WEBHOOK_URL_REFUSED);
}

const makeSecret = (): string =>
	`whsec_${crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: 'base64url', omitPadding: true })}`;

const shownOnce = <T>(
	stored: StoredAnswer,
	withSecret: T,
	headers: Readonly<Record<string, string>> = {},
): StoredAnswer | Answer<T> => (stored.replayed ? stored : new Answer(withSecret, { status: 201, headers }));
