import { afterAll, expect, test } from 'bun:test';
import { deliverDue } from '../../src/usecases/deliver-notifications';
import { completed, newId, openPaymentLog, settled, startNotifications } from '../setup';
import { aMailServer } from './a-mail-server';

const mail = await aMailServer();
const service = await startNotifications({ SMTP_URL: mail.url });
const log = await openPaymentLog(service);
const { deps, makeDue, send } = service;
afterAll(async () => {
	await log.close();
	await service.stop();
	await mail.stop();
});

const prefer = (member: string, body: object) =>
	send('PUT', `/api/v1/preferences/member/${member}`, { body });

async function tell(member_id: string, claims = 1) {
	const run = newId();
	const all = Array.from({ length: claims }, () => settled(run, { member_id, provider_id: null }));
	await log.say(...all, completed(run, claims));
	await deliverDue(deps);
	return (await send('GET', `/api/v1/notifications?run_id=${run}`)).body.data;
}

test('a member who wants e-mail gets one, in their language, that says no more than it must', async () => {
	const member = newId();
	await prefer(member, { email: 'dewi@example.org', locale: 'id' });
	const [told] = await tell(member, 2);
	expect(told).toMatchObject({ channel: 'email', status: 'delivered' });
	const message = mail.received.at(-1) ?? '';
	expect(message).toContain('To: dewi@example.org');
	expect(message).toContain('Subject: Surat keterangan baru sudah tersedia');
	expect(message).toContain('2 klaim');
	expect(message).toContain(`Message-ID: <${told.id}@claims-askes>`);
	expect(message).not.toContain(member);
});

test('new words are used from their publication on', async () => {
	const member = newId();
	await prefer(member, { email: 'dewi@example.org', locale: 'en' });
	const body = { topic: 'eob.ready', locale: 'en', subject: 'News', body: 'Settled: {{claims}}' };
	expect((await send('POST', '/api/v1/templates', { body })).body.data.version).toBe(2);
	await tell(member);
	expect(mail.received.at(-1)).toContain('Subject: News');
	expect(mail.received.at(-1)).toContain('Settled: 1');
});

test('a mailbox that is refused for good is not tried again, one that is full for now is', async () => {
	const [gone, full] = [newId(), newId()];
	await prefer(gone, { email: 'gone@example.org', locale: 'en' });
	await prefer(full, { email: 'full@example.org', locale: 'en' });
	mail.refuse('gone@example.org', '550 no such user');
	mail.refuse('full@example.org', '450 mailbox full');
	expect(await tell(gone)).toMatchObject([{ status: 'failed', error_code: 'SMTP_550' }]);
	const [waiting] = await tell(full);
	expect(waiting).toMatchObject({ status: 'queued', error_code: 'SMTP_450' });
	mail.refuse('full@example.org', null);
	await makeDue();
	await deliverDue(deps);
	expect((await send('GET', `/api/v1/notifications/${waiting.id}`)).body.data.status).toBe('delivered');
});

test('whoever took their address back after the message was queued gets none', async () => {
	const member = newId();
	await prefer(member, { email: 'dewi@example.org', locale: 'en' });
	const run = newId();
	await log.say(settled(run, { member_id: member, provider_id: null }), completed(run, 1));
	await prefer(member, { email: null, locale: 'en' });
	const before = mail.received.length;
	await deliverDue(deps);
	expect(mail.received.length).toBe(before);
	const { body } = await send('GET', `/api/v1/notifications?run_id=${run}`);
	expect(body.data).toMatchObject([{ status: 'failed', error_code: 'NOT_WANTED' }]);
});
