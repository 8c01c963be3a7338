import { entryOf, type OutboxEntry } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import type { ServiceName } from '@claims-askes/contracts/services';
import { pauseAfter } from '../domain/backoff';
import type { Notification, Outcome } from '../domain/notification';
import { render, type Template } from '../domain/template';
import { RECEIVER_GONE, RECEIVER_SILENT } from '../domain/webhook';
import {
	type AttemptResult,
	type DueNotification,
	deliverToLog,
	type Logged,
	recordAttempts,
} from '../repositories/notifications.repository';
import type { StoredPreference } from '../repositories/preferences.repository';
import type { WebhookTarget } from '../repositories/webhooks.repository';
import type { Deps } from './deps';
import { withdrawGone } from './withdraw-gone';

const BATCH = 500;
const AT_ONCE = 16;
/** For so long nobody else sends what one has taken, unless it says that it lives; it says so three times in that time. */
const LEASE_MS = 10_000;

/** Delivers what is due, by whatever channel; answers how many messages were tried. */
export async function deliverDue(deps: Deps, leaseMs = LEASE_MS): Promise<number> {
	// Two batches side by side: while the database writes the one, the events of the other are made.
	const logged = await Promise.all([logDue(deps), logDue(deps)]);
	return sum(logged) + (await sendDue(deps, leaseMs));
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** The log is a channel of its own: one line says how many messages of a run it got. */
async function logDue({ platform }: Deps): Promise<number> {
	const { delivered, recorded } = await platform.sql.begin(async (tx) => {
		const logged = await deliverToLog(tx, platform.now().toISOString());
		return {
			delivered: logged,
			recorded: await appendEntries(tx, logged.map(deliveryOf(platform.name))),
		};
	});
	if (delivered.length === 0) return 0;
	platform.committed(recorded);
	logOutcomes(platform, delivered, new Map());
	return delivered.length;
}

/**
 * Sends what is due and records how it went. A crash between the two sends a message again: it carries the same id, by
 * which its receiver knows it.
 */
async function sendDue(deps: Deps, leaseMs: number): Promise<number> {
	const due = await deps.notifications.takeDue(BATCH, leaseMs);
	if (due.length === 0) return 0;
	const results = await whileHeld(deps, due, leaseMs, async () => {
		const means = await meansFor(deps, due);
		return inParallel(due, AT_ONCE, async (notification) =>
			resultOf(deps, notification, await send(deps, notification, means)),
		);
	});
	await record(deps, due, results);
	return due.length;
}

/**
 * Works on messages that nobody else sends as long as this process lives: those of one that died are due again when its last
 * lease ends. No lease is renewed any more when it is done, for the next attempt is then another's to say.
 */
async function whileHeld<R>(
	{ notifications }: Deps,
	due: readonly DueNotification[],
	leaseMs: number,
	work: () => Promise<R>,
): Promise<R> {
	let renewed: Promise<unknown> = Promise.resolve();
	const pulse = setInterval(() => {
		// Where the database is away now, the lease may end: whoever then sends a message again says so by its id.
		renewed = renewed.then(() => notifications.holdOn(due, leaseMs)).catch(() => {});
	}, leaseMs / 3);
	try {
		return await work();
	} finally {
		clearInterval(pulse);
		await renewed;
	}
}

interface Means {
	readonly preferences: ReadonlyMap<string, StoredPreference>;
	readonly templates: ReadonlyMap<string, Template>;
	readonly targets: ReadonlyMap<string, WebhookTarget>;
	/** Webhooks that did not answer in time, of which the rest of the batch is not to wait for again. */
	readonly silent: Set<string>;
}

async function meansFor(deps: Deps, due: readonly DueNotification[]): Promise<Means> {
	const mailed = due.filter(({ channel }) => channel === 'email');
	const webhookIds = [...new Set(due.flatMap(({ webhook_id }) => webhook_id ?? []))];
	const [preferences, templates, targets] = await Promise.all([
		mailed.length > 0 ? deps.preferences.findAll(mailed) : [],
		mailed.length > 0 ? deps.templates.current() : [],
		webhookIds.length > 0 ? deps.webhooks.targets(webhookIds) : [],
	]);
	return {
		preferences: new Map(preferences.map((one) => [`${one.recipient_kind} ${one.recipient_id}`, one])),
		templates: new Map(templates.map((one) => [`${one.topic} ${one.locale}`, one])),
		targets: new Map(targets.map((one) => [one.id, one])),
		silent: new Set(),
	};
}

function send(deps: Deps, notification: DueNotification, means: Means): Promise<Outcome> | Outcome {
	switch (notification.channel) {
		case 'email':
			return sendEmail(deps, notification, means);
		case 'webhook':
			return sendWebhook(deps, notification, means);
		// What is told of a run waits in batches of its own; what an event says is one message.
		case 'log':
			return { error_code: null };
	}
}

function sendEmail(
	{ channels, defaultLocale }: Deps,
	{ id, topic, recipient_kind, recipient_id, ...told }: DueNotification,
	{ preferences, templates }: Means,
): Promise<Outcome> | Outcome {
	const preference = preferences.get(`${recipient_kind} ${recipient_id}`);
	const template =
		templates.get(`${topic} ${preference?.locale}`) ?? templates.get(`${topic} ${defaultLocale}`);
	if (!preference?.email || preference.is_muted) return { error_code: 'NOT_WANTED', isFinal: true };
	if (!template) return { error_code: 'NO_TEMPLATE' };
	if (!channels.email) return { error_code: 'NO_MAIL_SERVER' };
	const facts = { ...dataOf(told), notification_id: id };
	return channels.email({
		id,
		to: preference.email,
		subject: render(template.subject, facts),
		text: render(template.body, facts),
	});
}

async function sendWebhook(
	{ channels, secrets }: Deps,
	{ id, topic, created_at, webhook_id, recipient_kind, recipient_id, ...told }: DueNotification,
	{ targets, silent }: Means,
): Promise<Outcome> {
	const target = targets.get(webhook_id ?? '');
	if (!target) return { error_code: 'WEBHOOK_REMOVED', isFinal: true };
	if (silent.has(target.id)) return { error_code: RECEIVER_SILENT };
	const outcome = await channels.webhook({
		id,
		url: target.url,
		secrets: await Promise.all(target.sealed.map((sealed) => secrets.open(sealed))),
		body: { id, topic, created_at, data: { recipient_kind, recipient_id, ...dataOf(told) } },
	});
	if (outcome.error_code === RECEIVER_SILENT) silent.add(target.id);
	return outcome;
}

/** Of an event its facts, of a payment run how many claims. */
const dataOf = ({ facts, run_id, claims }: Pick<Notification, 'facts' | 'run_id' | 'claims'>) =>
	facts ?? { run_id, claims };

function resultOf(
	{ platform }: Deps,
	{ id, attempts, tries }: DueNotification,
	outcome: Outcome,
): AttemptResult {
	const now = platform.now();
	const { error_code, isFinal = false } = outcome;
	const base = { id, attempt: attempts, error_code, attempted_at: now.toISOString(), next_attempt_at: null };
	if (error_code === null) return { ...base, status: 'delivered' };
	const pause = isFinal ? null : pauseAfter(tries, Math.random());
	if (pause === null) return { ...base, status: 'failed' };
	return { ...base, status: 'queued', next_attempt_at: new Date(now.getTime() + pause).toISOString() };
}

async function record(
	{ platform }: Deps,
	due: readonly DueNotification[],
	results: readonly AttemptResult[],
): Promise<void> {
	const gone = new Set(results.filter(({ error_code }) => error_code === RECEIVER_GONE).map(({ id }) => id));
	const recorded = await platform.sql.begin(async (tx) => {
		const left = due.flatMap(({ id, webhook_id }) => (gone.has(id) && webhook_id ? webhook_id : []));
		await withdrawGone(platform, tx, left);
		const delivered = new Set(await recordAttempts(tx, results));
		return appendEntries(tx, due.filter(({ id }) => delivered.has(id)).map(deliveryOf(platform.name)));
	});
	platform.committed(recorded);
	logOutcomes(platform, due, new Map(results.map(({ id, error_code }) => [id, error_code])));
}

const deliveryOf =
	(service: ServiceName) =>
	({ id, channel, run_id, event_id }: Logged): OutboxEntry =>
		entryOf(
			service,
			{ type: 'notification.delivered', key: id, data: { notification_id: id, channel } },
			{ correlation_id: run_id ?? event_id ?? id, causation_id: event_id },
		);

/** One line says how many messages of a run, or of an event, ended in which way. */
function logOutcomes(
	{ log }: Deps['platform'],
	tried: readonly Logged[],
	errorCodes: ReadonlyMap<string, string | null>,
): void {
	const groups = Map.groupBy(
		tried,
		({ id, run_id, event_id, topic, channel }) =>
			`${run_id ?? event_id} ${topic} ${channel} ${errorCodes.get(id) ?? 'DELIVERED'}`,
	);
	for (const [group, [first, ...others]] of groups) {
		if (!first) continue;
		const { run_id, event_id, topic, channel } = first;
		const code = group.slice(group.lastIndexOf(' ') + 1);
		const about = run_id === null ? { event_id } : { run_id };
		log.info('notifications', { ...about, reason: topic, route: channel, code, count: others.length + 1 });
	}
}

/** Works on so many at a time, and answers in the order given. */
async function inParallel<T, R>(
	items: readonly T[],
	atOnce: number,
	work: (item: T) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	const remaining = items.entries();
	const worker = async () => {
		for (const [at, item] of remaining) results[at] = await work(item);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return results;
}
