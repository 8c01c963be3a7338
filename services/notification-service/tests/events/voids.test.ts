/** A provider is told that a payment of theirs is void, by the channels that other news comes by. */
import { afterAll, expect, test } from 'bun:test';
import { deliverDue } from '../../src/usecases/deliver-notifications';
import { aMailServer } from '../channels/a-mail-server';
import { aReceiver, newId, openPaymentLog, startNotifications } from '../setup';

const mail = await aMailServer();
const receiver = aReceiver();
const service = await startNotifications({ SMTP_URL: mail.url });
const log = await openPaymentLog(service);
const { admin, deps, send } = service;
afterAll(async () => {
	await log.close();
	await service.stop();
	await Promise.all([mail.stop(), receiver.stop()]);
});

const FACTS = { payment_number: 'PAY-2026-00000007', currency: 'IDR', amount: '1250000' };

const voided = (cause: 'returned' | 'issued_in_error' = 'returned') => {
	const data = { ...FACTS, payment_id: newId(), run_id: newId(), provider_id: newId(), cause };
	return { type: 'payment.voided', key: data.provider_id, data } as const;
};

async function tell(event: ReturnType<typeof voided>) {
	await log.say(event);
	while ((await deliverDue(deps)) > 0);
	return (await send('GET', `/api/v1/notifications?recipient_id=${event.data.provider_id}&limit=500`)).body
		.data;
}

test('the payee is told of which payment, over how much and why; the trail says that it was', async () => {
	const event = voided('issued_in_error');
	const { payment_id, provider_id } = event.data;
	expect(await tell(event)).toMatchObject([
		{
			...{ topic: 'payment.voided', recipient_kind: 'provider', recipient_id: provider_id },
			...{ run_id: null, claims: null, channel: 'log', status: 'delivered' },
			facts: { ...FACTS, payment_id, cause: 'issued_in_error' },
		},
	]);
	const trail = await admin`select action, entity, after from audit.entries where entity_id = ${payment_id}`;
	expect(trail).toMatchObject([{ action: 'notifications.queued', entity: 'payment', after: { count: 1 } }]);
});

test('a member who was paid back hears of it as a provider does', async () => {
	const { data, ...event } = voided();
	const member_id = newId();
	await log.say({ ...event, key: member_id, data: { ...data, provider_id: null, member_id } });
	while ((await deliverDue(deps)) > 0);
	const { body } = await send('GET', `/api/v1/notifications?recipient_id=${member_id}`);
	expect(body.data).toMatchObject([{ topic: 'payment.voided', recipient_kind: 'member', facts: FACTS }]);
});

test('by e-mail it is said in their language, and a webhook of theirs is sent the same facts', async () => {
	const event = voided();
	const { provider_id, payment_id } = event.data;
	const body = { email: 'klinik@example.org', locale: 'id' };
	await send('PUT', `/api/v1/preferences/provider/${provider_id}`, { body });
	const added = await send('POST', '/api/v1/webhooks', {
		as: { role: 'provider', provider_id, scopes: ['notifications:write'] },
		body: { url: receiver.url, topics: ['payment.voided'] },
	});
	expect(added.status).toBe(201);
	await tell(event);
	const message = (mail.received.at(-1) ?? '').replaceAll(/=\r?\n/g, '');
	expect(message).toContain('Subject: Sebuah pembayaran dibatalkan');
	expect(message).toContain('Pembayaran PAY-2026-00000007 sebesar IDR 1250000 dibatalkan');
	expect(receiver.received.map(({ text }) => JSON.parse(text))).toMatchObject([
		{
			topic: 'payment.voided',
			data: { ...FACTS, recipient_kind: 'provider', payment_id, cause: 'returned' },
		},
	]);
});

test('who wants to hear of nothing hears of no void', async () => {
	const event = voided();
	const body = { email: null, is_muted: true, locale: 'en' };
	await send('PUT', `/api/v1/preferences/provider/${event.data.provider_id}`, { body });
	expect(await tell(event)).toEqual([]);
});

test('a void that is heard a second time is told no second time', async () => {
	const event = voided();
	await tell(event);
	await admin`update notification_service.event_cursors set position = position - 1 where producer = 'payment-service' and position > 0`;
	const another = voided();
	await log.say(another);
	expect(
		await tell({ ...another, key: event.key, data: { ...another.data, payment_id: newId() } }),
	).toHaveLength(2);
	const [told] = await admin`select count(*)::int as count from notification_service.notifications
		where facts ->> 'payment_id' = ${event.data.payment_id}`;
	expect(told?.count).toBe(1);
});
