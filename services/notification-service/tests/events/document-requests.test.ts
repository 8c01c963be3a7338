/** Providers and members are told that a claim waits for documents, by the channels that other news comes by. */
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

type Requested = NewEvent<'documents.requested'>['data'];
type Said = 'documents.requested' | 'documents.awaited';

const requested = (changes: Partial<Requested> = {}, type: Said = 'documents.requested') => {
	const data: Requested = {
		...{ claim_id: newId(), claim_number: 'CLM-2026-00000123', member_id: newId(), provider_id: newId() },
		...{ documents: 2, due: '2026-12-24', channel: 'cashless' },
		...changes,
	};
	return { type, key: data.claim_id, data } as const;
};

async function tell({ data, ...event }: ReturnType<typeof requested>) {
	await log.say({ ...event, data });
	while ((await deliverDue(deps)) > 0);
	const of = async (id: string | null) =>
		(await send('GET', `/api/v1/notifications?recipient_id=${id}&limit=500`)).body.data;
	return { provider: await of(data.provider_id), member: await of(data.member_id) };
}

const FACTS = { claim_number: 'CLM-2026-00000123', documents: 2, due: '2026-12-24' };

test('the provider is told of which claim, how many documents and until when', async () => {
	const event = requested();
	const { claim_id, provider_id } = event.data;
	const told = await tell(event);
	expect(told.provider).toMatchObject([
		{
			...{ topic: 'documents.requested', recipient_kind: 'provider', recipient_id: provider_id },
			...{ run_id: null, claims: null, channel: 'log', status: 'delivered' },
			facts: { ...FACTS, claim_id },
		},
	]);
	expect(told.member).toEqual([]);
	const trail = await admin`select action, entity, after from audit.entries where entity_id = ${claim_id}`;
	expect(trail).toMatchObject([{ action: 'notifications.queued', entity: 'claim', after: { count: 1 } }]);
});

test('of a claim whose bill the member has paid, the member is told too', async () => {
	const told = await tell(requested({ channel: 'reimbursement' }));
	expect([told.provider, told.member]).toMatchObject([[{ facts: FACTS }], [{ facts: FACTS }]]);
});

test('an event of before the version that says who was to be paid goes to the provider', async () => {
	const told = await tell(requested({ channel: undefined }));
	expect([told.provider.length, told.member.length]).toEqual([1, 0]);
});

test('whom nobody knows nobody tells', async () => {
	const event = requested({ provider_id: null, member_id: null, channel: 'reimbursement' });
	await log.say(event);
	const { claim_id } = event.data;
	expect(
		await admin`select from notification_service.notifications where facts ->> 'claim_id' = ${claim_id}`,
	).toBeEmpty();
});

test('by e-mail it is said in their language, and a webhook of theirs is sent the same facts', async () => {
	const event = requested({ channel: 'reimbursement' });
	const { member_id, provider_id, claim_id } = event.data;
	await send('PUT', `/api/v1/preferences/member/${member_id}`, {
		body: { email: 'dewi@example.org', locale: 'id' },
	});
	const added = await send('POST', '/api/v1/webhooks', {
		as: { role: 'provider', provider_id: provider_id ?? '', scopes: ['notifications:write'] },
		body: { url: receiver.url, topics: ['documents.requested'] },
	});
	expect(added.status).toBe(201);
	await tell(event);
	const message = (mail.received.at(-1) ?? '').replaceAll(/=\r?\n/g, '');
	expect(message).toContain('Subject: Dokumen diperlukan');
	expect(message).toContain(
		'Klaim CLM-2026-00000123 menunggu 2 dokumen. Mohon dikirim paling lambat 2026-12-24',
	);
	expect(receiver.received.map(({ text }) => JSON.parse(text))).toMatchObject([
		{ topic: 'documents.requested', data: { recipient_kind: 'provider', claim_id, ...FACTS } },
	]);
	expect(receiver.received[0]?.text).not.toContain('HIV');
});

test('of documents that are still missing they are reminded in the same way', async () => {
	const event = requested({ channel: 'reimbursement', documents: 1 }, 'documents.awaited');
	const { member_id } = event.data;
	await send('PUT', `/api/v1/preferences/member/${member_id}`, {
		body: { email: 'budi@example.org', locale: 'en' },
	});
	const reminder = { topic: 'documents.awaited', facts: { ...FACTS, documents: 1 } };
	expect(await tell(event)).toMatchObject({
		provider: [reminder],
		member: [{ ...reminder, channel: 'email' }],
	});
	const message = (mail.received.at(-1) ?? '').replaceAll(/=\r?\n/g, '');
	expect(message).toContain('Subject: Documents are still needed');
	expect(message).toContain(
		'Claim CLM-2026-00000123 still waits for 1 document(s). Please send them by 2026-12-24',
	);
});

test('a request that is heard a second time is told no second time', async () => {
	const event = requested();
	await tell(event);
	await admin`update notification_service.event_cursors set position = position - 1 where producer = 'adjudication-service' and position > 0`;
	expect((await tell(requested({ provider_id: event.data.provider_id }))).provider).toHaveLength(2);
});
