import { afterAll, expect, test } from 'bun:test';
import { deliverDue } from '../../src/usecases/deliver-notifications';
import { completed, newId, openPaymentLog, settled, startNotifications } from '../setup';

const service = await startNotifications();
const log = await openPaymentLog(service);
const { admin, deps, send } = service;
afterAll(async () => {
	await log.close();
	await service.stop();
});

type Told = { topic: string; recipient_kind: string; recipient_id: string; claims: number; channel: string };
const toldOf = async (run_id: string): Promise<Told[]> => {
	while ((await deliverDue(deps)) > 0);
	return (await send('GET', `/api/v1/notifications?run_id=${run_id}&limit=500`)).body.data;
};
const left = () => admin`
	select run_id from notification_service.settled_batches union select run_id from notification_service.digests`;

test('each member and each provider is told once of a run, however many claims it settled', async () => {
	const [run, ana, budi, clinic] = [newId(), newId(), newId(), newId()];
	await log.say(
		settled(run, { member_id: ana, provider_id: clinic }),
		settled(run, { member_id: ana, provider_id: clinic }),
		settled(run, { member_id: budi, provider_id: clinic }),
	);
	expect(await toldOf(run)).toEqual([]);
	await log.say(completed(run, 3));
	const told = await toldOf(run);
	expect(told.map(({ topic, recipient_id, claims }) => `${topic} ${recipient_id} ${claims}`).sort()).toEqual(
		[`eob.ready ${ana} 2`, `eob.ready ${budi} 1`, `remittance.ready ${clinic} 3`].sort(),
	);
	expect(told.every(({ channel }) => channel === 'log')).toBe(true);
	expect(await left()).toHaveLength(0);
	const trail = await admin`select action, after from audit.entries where entity_id = ${run}`;
	expect(trail).toMatchObject([{ action: 'notifications.queued', after: { count: 3 } }]);
});

test('of a bill that a family has paid, the patient is told and who is paid for it, of the claims of both together', async () => {
	const [run, child, subscriber] = [newId(), newId(), newId()];
	await log.say(
		settled(run, { member_id: child, provider_id: null, subscriber_id: subscriber }),
		settled(run, { member_id: subscriber, provider_id: null }),
		completed(run, 2),
	);
	const told = await toldOf(run);
	expect(told.map(({ topic, recipient_id, claims }) => `${topic} ${recipient_id} ${claims}`).sort()).toEqual(
		[`eob.ready ${child} 1`, `eob.ready ${subscriber} 2`].sort(),
	);
});

test('more recipients than fit in one batch are all told, each of its own claims', async () => {
	const run = newId();
	const members = Array.from({ length: 501 }, newId);
	const [first] = members;
	const claims = [...members, first ?? null].map((member_id) =>
		settled(run, { member_id, provider_id: null }),
	);
	await log.say(...claims, completed(run, claims.length));
	expect(
		await admin`select cardinality(recipient_ids) as n from notification_service.log_batches order by n desc`,
	).toMatchObject([{ n: 500 }, { n: 1 }]);
	while ((await deliverDue(deps)) > 0);
	const told = await admin<{ recipient_id: string; claims: number }[]>`
		select recipient_id, claims from notification_service.notifications where run_id = ${run}`;
	expect(new Map(told.map(({ recipient_id, claims }) => [recipient_id, claims]))).toEqual(
		new Map(members.map((member) => [member, member === first ? 2 : 1])),
	);
	const trail = await admin`select after from audit.entries where entity_id = ${run}`;
	expect(trail).toMatchObject([{ after: { count: 501 } }]);
});

test('what a process of the version before has counted of a run is told with the rest', async () => {
	const [run, ana] = [newId(), newId()];
	await admin`insert into notification_service.digests values (${run}, 'member', ${ana}, 4)`;
	await admin`insert into notification_service.runs (run_id, settled) values (${run}, 4)`;
	await log.say(settled(run, { member_id: ana, provider_id: null }), completed(run, 5));
	expect(await toldOf(run)).toMatchObject([{ recipient_id: ana, claims: 5 }]);
	expect(await left()).toHaveLength(0);
});

test('the end of a run may be heard before its claims, and nobody is told before the last', async () => {
	const [run, ana] = [newId(), newId()];
	await log.say(completed(run, 2));
	await log.say(settled(run, { member_id: ana, provider_id: null }));
	expect(await toldOf(run)).toEqual([]);
	await log.say(settled(run, { member_id: ana, provider_id: null }));
	expect(await toldOf(run)).toMatchObject([{ recipient_id: ana, claims: 2 }]);
});

test('a claim that nobody is known of is counted and told to nobody', async () => {
	const run = newId();
	await log.say(settled(run, { member_id: null, provider_id: null }), completed(run, 1));
	expect(await toldOf(run)).toEqual([]);
	const [row] = await admin`select announced_at from notification_service.runs where run_id = ${run}`;
	expect(row?.announced_at).not.toBeNull();
});

test('whoever wants to hear nothing is not told', async () => {
	const [run, ana] = [newId(), newId()];
	const body = { email: null, is_muted: true, locale: 'id' };
	await send('PUT', `/api/v1/preferences/member/${ana}`, { body });
	await log.say(settled(run, { member_id: ana, provider_id: null }), completed(run, 1));
	expect(await toldOf(run)).toEqual([]);
});

test('thousands of recipients of one run are told in one go', async () => {
	const run = newId();
	const claims = Array.from({ length: 3_000 }, () => settled(run, { provider_id: null }));
	await log.say(...claims, completed(run, claims.length));
	while ((await deliverDue(deps)) > 0);
	const [row] =
		await admin`select count(*)::int as count from notification_service.notifications where run_id = ${run}`;
	expect(row?.count).toBe(3_000);
});
