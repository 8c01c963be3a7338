/** Groups are told of their funds, by the channels that others are told by. */
import { afterAll, expect, test } from 'bun:test';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import { deliverDue } from '../../src/usecases/deliver-notifications';
import { aMailServer } from '../channels/a-mail-server';
import { aReceiver, newId, openLog, startNotifications } from '../setup';

const mail = await aMailServer();
const receiver = aReceiver();
const service = await startNotifications({ SMTP_URL: mail.url });
const log = await openLog('adjudication-service', service);
const { admin, deps, send } = service;
afterAll(async () => {
	await log.close();
	await service.stop();
	await Promise.all([mail.stop(), receiver.stop()]);
});

const scopes = ['notifications:read', 'notifications:write'];
const tokenOf = (group_id: string) => ({ role: 'group', group_id, scopes }) as const;
const prefer = (group: string, body: object) => send('PUT', `/api/v1/preferences/group/${group}`, { body });

const alerted = (group_id: string, percent: number, policy_id = newId()): NewEvent => ({
	type: 'fund.alerted',
	key: policy_id,
	data: { policy_id, group_id, fund: 'buffer', percent },
});
const short = (group_id: string, policy_id = newId()): NewEvent => ({
	type: 'fund.short',
	key: policy_id,
	data: { policy_id, group_id, currency: 'IDR', needed: '10000000', available: '6000000' },
});

async function tell(group: string, ...events: readonly NewEvent[]) {
	await log.say(...events);
	while ((await deliverDue(deps)) > 0);
	return (await send('GET', `/api/v1/notifications?recipient_id=${group}&limit=500`)).body.data;
}

test('a group that said nothing of channels is told in the log, once of each event', async () => {
	const [group, policy] = [newId(), newId()];
	const told = await tell(
		group,
		alerted(group, 75, policy),
		alerted(group, 90, policy),
		short(group, policy),
	);
	expect(told).toHaveLength(3);
	expect(told.find(({ topic }: { topic: string }) => topic === 'fund.short')).toMatchObject({
		...{ run_id: null, claims: null, recipient_kind: 'group', recipient_id: group },
		...{ channel: 'log', status: 'delivered', attempts: 1 },
		facts: { policy_id: policy, currency: 'IDR', needed: '10000000', available: '6000000' },
	});
	const trail = await admin`select action, after from audit.entries where entity_id = ${policy}`;
	expect(trail.map(({ action, after }) => [action, after.count])).toEqual(
		Array.from({ length: 3 }, () => ['notifications.queued', 1]),
	);
	const [{ id }] = told;
	const said = await admin`select data from notification_service.outbox where key = ${id}`;
	expect(said).toMatchObject([{ data: { notification_id: id, channel: 'log' } }]);
});

test('an event that is heard a second time is told no second time', async () => {
	const group = newId();
	await log.say(short(group));
	await admin`update notification_service.event_cursors set position = 0 where producer = 'adjudication-service'`;
	expect(await tell(group, short(group))).toHaveLength(2);
});

test('a group that wants e-mail gets one in its language, with what is needed and what is there', async () => {
	const group = newId();
	await prefer(group, { email: 'hrd@example.org', locale: 'id' });
	const [told] = await tell(group, short(group));
	expect(told).toMatchObject({ channel: 'email', status: 'delivered' });
	const message = mail.received.at(-1) ?? '';
	expect(message).toContain('To: hrd@example.org');
	expect(message).toContain('Subject: Dana polis Anda perlu ditambah');
	expect(message.replaceAll(/=\r?\n/g, '')).toContain('IDR 10000000');
	await prefer(group, { email: 'hrd@example.org', locale: 'en' });
	await tell(group, alerted(group, 90));
	expect(mail.received.at(-1)).toContain('90 percent of a fund of your policy are used');
});

test('a group that wants to hear nothing is not told', async () => {
	const group = newId();
	await prefer(group, { email: 'hrd@example.org', locale: 'en', is_muted: true });
	expect(await tell(group, short(group), alerted(group, 100))).toEqual([]);
});

test('a webhook of a group is sent what it asked for, and of that group alone', async () => {
	const [group, other, policy] = [newId(), newId(), newId()];
	const body = { url: receiver.url, topics: ['fund.short'] };
	const added = await send('POST', '/api/v1/webhooks', { as: tokenOf(group), body });
	expect(added.body.data).toMatchObject({ recipient_kind: 'group', recipient_id: group });
	await tell(group, short(group, policy), alerted(group, 75), short(other));
	expect(receiver.received.map(({ text }) => JSON.parse(text))).toMatchObject([
		{
			topic: 'fund.short',
			data: {
				...{ recipient_kind: 'group', recipient_id: group, policy_id: policy },
				...{ currency: 'IDR', needed: '10000000', available: '6000000' },
			},
		},
	]);
	expect(receiver.received[0]?.text).not.toContain('run_id');
});

test('a token of a group reads what that group was told, and states how it wants to be told', async () => {
	const [group, other] = [newId(), newId()];
	await tell(group, short(group));
	const own = await send('GET', '/api/v1/notifications', { as: tokenOf(group) });
	expect(own.body.data).toMatchObject([{ recipient_id: group }]);
	const [{ id }] = own.body.data;
	const read = await send('GET', `/api/v1/notifications/${id}`, { as: tokenOf(group) });
	expect(read.body.data.deliveries).toMatchObject([{ attempt: 1, error_code: null }]);
	expect((await send('GET', `/api/v1/notifications/${id}`, { as: tokenOf(other) })).status).toBe(404);
	const path = `/api/v1/preferences/group/${group}`;
	expect((await send('GET', path, { as: tokenOf(group) })).status).toBe(200);
	expect((await send('GET', path, { as: tokenOf(other) })).status).toBe(404);
});
