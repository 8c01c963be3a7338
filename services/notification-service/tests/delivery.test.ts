import { afterAll, expect, test } from 'bun:test';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { deliverDue } from '../src/usecases/deliver-notifications';
import { startDispatcher } from '../src/usecases/start-dispatcher';
import { aReceiver, completed, newId, openPaymentLog, settled, startNotifications } from './setup';

const SECRETS_KEYS = Buffer.alloc(32, 7).toString('base64');
const service = await startNotifications({ WEBHOOK_SECRETS_KEYS: SECRETS_KEYS });
const log = await openPaymentLog(service);
const { admin, deps, makeDue, send } = service;
const receivers: { stop(): Promise<void> }[] = [];
afterAll(async () => {
	for (const receiver of receivers) await receiver.stop();
	await log.close();
	await service.stop();
});

function receiver() {
	const one = aReceiver();
	receivers.push(one);
	return one;
}

const drain = async () => {
	while ((await deliverDue(deps)) > 0);
};
const read = async (id: string) => (await send('GET', `/api/v1/notifications/${id}`)).body.data;
const listOf = async (run: string, channel: string) =>
	(await send('GET', `/api/v1/notifications?run_id=${run}&channel=${channel}`)).body.data;
const delivered = (id: string) =>
	admin`select data from notification_service.outbox where key = ${id} and event_type = 'notification.delivered'`;

async function aWebhook(url: string, changes: object = {}) {
	const body = { url, topics: ['run.completed'], ...changes };
	return (await send('POST', '/api/v1/webhooks', { body })).body.data;
}
const withdraw = (id: string) => send('DELETE', `/api/v1/webhooks/${id}`);

async function aRun(recipient: { member_id?: string; provider_id?: string } = {}) {
	const run = newId();
	await log.say(settled(run, { member_id: null, provider_id: null, ...recipient }), completed(run, 1));
	return run;
}

test('what nobody wants by another channel is logged, recorded and told', async () => {
	const run = await aRun({ member_id: newId() });
	await drain();
	const [{ id }] = await listOf(run, 'log');
	const told = await read(id);
	expect(told).toMatchObject({
		status: 'delivered',
		attempts: 1,
		deliveries: [{ attempt: 1, error_code: null }],
	});
	expect(await delivered(id)).toMatchObject([{ data: { notification_id: id, channel: 'log' } }]);
});

test('what a process of the version before has queued for the log is delivered', async () => {
	const [id, run] = [newId(), newId()];
	await admin`insert into notification_service.notifications
		(id, topic, run_id, recipient_kind, recipient_id, claims, channel, next_attempt_at)
		values (${id}, 'eob.ready', ${run}, 'member', ${newId()}, 1, 'log', now())`;
	await drain();
	expect(await read(id)).toMatchObject({ status: 'delivered', attempts: 1, deliveries: [{ attempt: 1 }] });
	expect(await delivered(id)).toHaveLength(1);
});

test('of several dispatchers each message for the log is delivered by one', async () => {
	const runs = await Promise.all(Array.from({ length: 5 }, () => aRun({ member_id: newId() })));
	await Promise.all([drain(), drain(), drain(), drain()]);
	await drain();
	for (const run of runs) {
		const [{ id }] = await listOf(run, 'log');
		expect(await read(id)).toMatchObject({ status: 'delivered', attempts: 1 });
		expect(await delivered(id)).toHaveLength(1);
	}
});

test('a webhook gets one signed message for the whole run', async () => {
	const { url, received } = receiver();
	const webhook = await aWebhook(url);
	const run = newId();
	await log.say(settled(run), settled(run), completed(run, 2));
	await drain();
	expect(received).toHaveLength(1);
	const [{ headers, text } = { headers: new Headers(), text: '' }] = received;
	const [notification] = await listOf(run, 'webhook');
	expect(JSON.parse(text)).toMatchObject({
		id: notification.id,
		topic: 'run.completed',
		data: { run_id: run, recipient_kind: 'payer', recipient_id: null, claims: 2 },
	});
	expect(headers.get('askes-message-id')).toBe(notification.id);
	const [, seconds, signature] =
		/^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers.get('askes-signature') ?? '') ?? [];
	expect(signature).toBe(createHmac('sha256', webhook.secret).update(`${seconds}.${text}`).digest('hex'));
	await withdraw(webhook.id);
});

test('while a secret is being replaced messages are signed with both', async () => {
	const { url, received } = receiver();
	const { id, secret } = await aWebhook(url);
	const renewed = await send('POST', `/api/v1/webhooks/${id}/secrets`, { body: {} });
	await send('POST', `/api/v1/webhooks/${id}/tests`);
	await send('POST', `/api/v1/webhooks/${id}/secrets`, { body: { overlap_seconds: 0 } });
	await send('POST', `/api/v1/webhooks/${id}/tests`);
	const isSignedWith = (at: number, key: string) => {
		const { headers, text } = received[at] ?? { headers: new Headers(), text: '' };
		const signature = headers.get('askes-signature') ?? '';
		const seconds = /^t=(\d+)/.exec(signature)?.[1];
		return signature.includes(createHmac('sha256', key).update(`${seconds}.${text}`).digest('hex'));
	};
	expect([isSignedWith(0, secret), isSignedWith(0, renewed.body.data.secret)]).toEqual([true, true]);
	expect([isSignedWith(1, secret), isSignedWith(1, renewed.body.data.secret)]).toEqual([false, false]);
	await withdraw(id);
});

test('a receiver that does not answer is not waited for again with each message that it should get', async () => {
	const silent = receiver();
	const { id } = await aWebhook(silent.url);
	silent.answer(0);
	const runs = await Promise.all(Array.from({ length: 40 }, () => aRun()));
	await drain();
	expect(silent.received.length).toBeLessThanOrEqual(16);
	const waiting = (await Promise.all(runs.map((run) => listOf(run, 'webhook')))).flat();
	expect(waiting).toHaveLength(40);
	for (const { status, attempts } of waiting) expect([status, attempts]).toEqual(['queued', 1]);
	silent.answer(200);
	await makeDue();
	await drain();
	expect(new Set(silent.received.map(({ headers }) => headers.get('askes-message-id'))).size).toBe(40);
	await withdraw(id);
});

test('a receiver that says that it is gone is withdrawn, with whatever still waits for it', async () => {
	const { url, received, answer } = receiver();
	const { id } = await aWebhook(url);
	answer(503);
	const waiting = await aRun();
	await drain();
	answer(410);
	const run = await aRun();
	await drain();
	await makeDue();
	await drain();
	const [[gone], [left]] = [await listOf(run, 'webhook'), await listOf(waiting, 'webhook')];
	expect(await read(gone.id)).toMatchObject({ status: 'failed', deliveries: [{ error_code: 'HTTP_410' }] });
	expect((await read(left.id)).deliveries.at(-1)).toMatchObject({ error_code: 'WEBHOOK_REMOVED' });
	expect(received).toHaveLength(2);
	expect((await send('GET', `/api/v1/webhooks/${id}`)).status).toBe(404);
	const trail = await admin`select action, actor from audit.entries where entity_id = ${id} order by id`;
	expect(trail.at(-1)).toMatchObject({ action: 'webhook.removed', actor: 'notification-service' });
});

test('a provider’s webhook hears of that provider alone', async () => {
	const { url, received } = receiver();
	const provider_id = newId();
	const as = {
		role: 'provider',
		provider_id,
		scopes: ['notifications:read', 'notifications:write'],
	} as const;
	const added = await send('POST', '/api/v1/webhooks', { as, body: { url, topics: ['remittance.ready'] } });
	expect(added.body.data).toMatchObject({ recipient_kind: 'provider', recipient_id: provider_id });
	await aRun({ provider_id: newId() });
	await aRun({ provider_id });
	await drain();
	expect(received.map(({ text }) => JSON.parse(text).data.recipient_id)).toEqual([provider_id]);
});

test('a receiver that fails is tried again with the same message, and then it is recorded', async () => {
	const { url, received, answer } = receiver();
	const webhook = await aWebhook(url);
	answer(503);
	const run = await aRun();
	await drain();
	const [{ id }] = await listOf(run, 'webhook');
	expect(await read(id)).toMatchObject({ status: 'queued', attempts: 1, error_code: 'HTTP_503' });
	await drain();
	expect(received).toHaveLength(1);

	answer(200);
	await makeDue();
	await drain();
	const told = await read(id);
	expect(told).toMatchObject({ status: 'delivered', attempts: 2, error_code: null });
	expect(told.deliveries.map(({ error_code }: { error_code: string }) => error_code)).toEqual([
		'HTTP_503',
		null,
	]);
	expect(new Set(received.map(({ text }) => text)).size).toBe(1);
	expect(await delivered(id)).toHaveLength(1);
	await withdraw(webhook.id);
});

test('after a day of failures it is given up, until an operator tries again', async () => {
	const { url, answer } = receiver();
	const webhook = await aWebhook(url);
	answer(500);
	const run = await aRun();
	for (let attempt = 0; attempt < 9; attempt++) {
		await makeDue();
		await drain();
	}
	const [{ id }] = await listOf(run, 'webhook');
	expect(await read(id)).toMatchObject({ status: 'failed', attempts: 8 });

	answer(204);
	const retried = await send('POST', `/api/v1/notifications/${id}/retries`);
	expect([retried.status, retried.body.data.status]).toEqual([201, 'queued']);
	await drain();
	expect(await read(id)).toMatchObject({ status: 'delivered', attempts: 9 });
	const again = await send('POST', `/api/v1/notifications/${id}/retries`);
	expect([again.status, again.body.error.code]).toEqual([409, 'NOTIFICATION_NOT_FAILED']);
	await withdraw(webhook.id);
});

test.each([
	['answers too late', 0, 'WEBHOOK_TIMEOUT'],
	['sends elsewhere', 302, 'HTTP_302'],
])('a receiver that %s has not got the message', async (_, status, code) => {
	const { url, received, answer } = receiver();
	const webhook = await aWebhook(url);
	answer(status);
	const tested = await send('POST', `/api/v1/webhooks/${webhook.id}/tests`);
	const http_status = status === 0 ? null : status;
	expect(tested.body.data).toMatchObject({ is_delivered: false, error_code: code, http_status });
	expect(received).toHaveLength(1);
	await withdraw(webhook.id);
});

test('a test is a message like any other, and says when it was taken and how long that took', async () => {
	const { url, received, answer } = receiver();
	const { id, secret } = await aWebhook(url);
	answer(204);
	const { body } = await send('POST', `/api/v1/webhooks/${id}/tests`);
	const [{ headers, text } = { headers: new Headers(), text: '' }] = received;
	const { message_id } = body.data;
	expect(body.data).toEqual({
		...{ is_delivered: true, error_code: null, http_status: 204, message_id },
		duration_ms: expect.any(Number),
	});
	expect(headers.get('askes-message-id')).toBe(message_id);
	expect(JSON.parse(text)).toEqual({
		...{ id: message_id, topic: 'test', data: {} },
		created_at: expect.any(String),
	});
	const [, seconds, signature] = /^t=(\d+),v1=(\w+)$/.exec(headers.get('askes-signature') ?? '') ?? [];
	expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex'));
	await withdraw(id);
});

test('an address is not flooded with tests, nor told to be there to whom it does not belong', async () => {
	const { url, received } = receiver();
	const { id } = await aWebhook(url);
	const other = await aWebhook(url);
	const test = (webhook: string, as = {}) => send('POST', `/api/v1/webhooks/${webhook}/tests`, { as });
	const scopes = ['notifications:write'];
	expect((await test(id, { role: 'provider', provider_id: newId(), scopes })).status).toBe(404);
	// So many that they take more than their second also where the machine is busy.
	const answers = await Promise.all(Array.from({ length: 20 }, () => test(id)));
	const ofOther = await test(other.id);
	await Promise.all([withdraw(id), withdraw(other.id)]);
	const refused = answers.filter(({ status }) => status === 429);
	expect([refused.length > 0, refused[0]?.headers.get('retry-after')]).toEqual([true, '1']);
	expect(answers.filter(({ status }) => status === 200)).toHaveLength(20 - refused.length);
	expect([ofOther.status, received.length]).toEqual([200, 21 - refused.length]);
});

test('a receiver that is not there at all is told apart', async () => {
	const { url, stop } = aReceiver();
	await stop();
	const webhook = await aWebhook(url);
	const tested = await send('POST', `/api/v1/webhooks/${webhook.id}/tests`);
	expect(tested.body.data.error_code).toBe('WEBHOOK_UNREACHABLE');
	await withdraw(webhook.id);
});

test('nothing more goes to a webhook that was withdrawn, not even what was queued', async () => {
	const { url, received } = receiver();
	const webhook = await aWebhook(url);
	const run = await aRun();
	await withdraw(webhook.id);
	await drain();
	expect(received).toHaveLength(0);
	expect(await listOf(run, 'webhook')).toMatchObject([{ status: 'failed', error_code: 'WEBHOOK_REMOVED' }]);
});

test('of several dispatchers each message is sent by one', async () => {
	const { url, received } = receiver();
	const webhook = await aWebhook(url);
	for (let nth = 0; nth < 5; nth++) await aRun();
	await Promise.all([deliverDue(deps), deliverDue(deps), deliverDue(deps), deliverDue(deps)]);
	expect(new Set(received.map(({ text }) => JSON.parse(text).id)).size).toBe(5);
	expect(received).toHaveLength(5);
	await withdraw(webhook.id);
});

test('what a dispatcher sends is sent by nobody else as long as it lives, and by the next soon after it was killed', async () => {
	const leaseMs = 1_500;
	const slow = receiver();
	const webhook = await aWebhook(slow.url);
	const held = slow.hold();
	const run = await aRun();
	const script = join(import.meta.dir, 'support', 'dispatcher.ts');
	const sending = Bun.spawn([process.execPath, script, service.url, String(leaseMs), SECRETS_KEYS], {
		stderr: 'inherit',
	});
	try {
		while (slow.received.length === 0) await Bun.sleep(10);
		// For longer than the lease would have been.
		for (const began = Date.now(); Date.now() - began < 2 * leaseMs; await Bun.sleep(10))
			expect(await deliverDue(deps)).toBe(0);
		expect(slow.received).toHaveLength(1);
	} finally {
		sending.kill('SIGKILL');
		await sending.exited;
		held.open();
	}
	const killed = Date.now();
	while (slow.received.length === 1) await deliverDue(deps);
	expect(Date.now() - killed).toBeLessThan(leaseMs + 3_000);
	expect(new Set(slow.received.map(({ headers }) => headers.get('askes-message-id'))).size).toBe(1);
	expect(await listOf(run, 'webhook')).toMatchObject([{ status: 'delivered', attempts: 2 }]);
	await withdraw(webhook.id);
});

test('a message that could not be sent waits for its next attempt, however long the lease was renewed', async () => {
	const silent = receiver();
	const webhook = await aWebhook(silent.url);
	silent.answer(0);
	const run = await aRun();
	// Renewed all the time while it is sent, and never afterwards.
	expect(await deliverDue(deps, 30)).toBe(1);
	silent.answer(200);
	await drain();
	expect(silent.received).toHaveLength(1);
	expect(await listOf(run, 'webhook')).toMatchObject([{ status: 'queued', attempts: 1 }]);
	await withdraw(webhook.id);
});

test('a dispatcher that runs sends by itself, and ends when it is told', async () => {
	const stop = await startDispatcher(deps, 400);
	const run = await aRun({ member_id: newId() });
	for (let wait = 0; wait < 100 && (await listOf(run, 'log'))[0]?.status !== 'delivered'; wait++)
		await Bun.sleep(50);
	expect(await listOf(run, 'log')).toMatchObject([{ status: 'delivered' }]);
	await stop();
});

test('old notifications are forgotten with their attempts, and what still waits is kept', async () => {
	const run = await aRun({ member_id: newId() });
	await drain();
	const { url, answer } = receiver();
	answer(503);
	const webhook = await aWebhook(url);
	const waiting = await aRun();
	await drain();
	await admin`update notification_service.notifications set created_at = now() - interval '500 days'
		where run_id in (${run}, ${waiting})`;
	expect(await deps.notifications.removeOlderThan(400)).toBe(1);
	expect(await listOf(run, 'log')).toEqual([]);
	expect(await listOf(waiting, 'webhook')).toHaveLength(1);
	await withdraw(webhook.id);
});

test('secrets lie sealed in the schema', async () => {
	const { url } = receiver();
	const { id, secret } = await aWebhook(url);
	const rows = await admin`select sealed from notification_service.webhook_secrets where webhook_id = ${id}`;
	expect(rows[0]?.sealed).toStartWith('aes:');
	expect(rows[0]?.sealed).not.toContain(secret);
	await withdraw(id);
});
