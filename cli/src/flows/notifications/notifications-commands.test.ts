import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { buildApp } from '../../../../services/notification-service/src/app';
import { settings } from '../../../../services/notification-service/src/config';
import { aReceiver } from '../../../../services/notification-service/tests/setup';
import { aHouse } from '../../../../services/tests/support/house';
import { commandsIn } from '../../local/testing/commands-in-house';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const house = aHouse();
await house.open('notification-service', settings, buildApp, {
	WEBHOOK_ALLOW_PRIVATE: 'true',
	WEBHOOK_TIMEOUT_MS: '2000',
});
const receiver = aReceiver();
const askes = await commandsIn(house);
afterAll(async () => {
	askes.remove();
	await receiver.stop();
	await house.close();
});
const NOBODY = '019a0000-0000-7000-8000-000000000099';

test('a webhook is added, listed, tested and withdrawn', async () => {
	const added = await askes('webhooks', 'add', receiver.url, '--topic', 'run.completed');
	const [, id = ''] = /^webhook (\S+)\nsecret whsec_\S+\n$/.exec(added.stdout) ?? [];
	const [listed, tested] = await Promise.all([askes('webhooks', 'list'), askes('webhooks', 'test', id)]);
	expect(listed.stdout).toMatch(new RegExp(`^${id} .* run\\.completed +payer +${receiver.url}$`, 'm'));
	expect([tested.code, receiver.received.length]).toEqual([0, 1]);
	expect(tested.stdout).toMatch(/^The message has arrived: HTTP 200 after \d+ ms\.\n$/);
	receiver.answer(500);
	const failed = await askes('webhooks', 'test', id, '--json');
	expect([failed.code, JSON.parse(failed.stdout)]).toMatchObject([
		1,
		{ is_delivered: false, http_status: 500 },
	]);
	expect((await askes('webhooks', 'remove', id)).stdout).toBe(
		`nothing is sent to ${receiver.url} any more\n`,
	);
	expect((await askes('webhooks', 'test', id)).code).toBe(4);
});

test('a webhook that nobody may have, or nobody has, is refused', async () => {
	const [address, topic, unknown, unscoped] = await Promise.all([
		askes('webhooks', 'add', 'ftp://x.example', '--topic', 'eob.ready', '--json'),
		askes('webhooks', 'add', receiver.url, '--topic', 'gossip'),
		askes('webhooks', 'remove', NOBODY, '--json'),
		askes.with({ as: { scopes: ['notifications:read'] } }, 'webhooks', 'remove', NOBODY, '--json'),
	]);
	expect([address.code, JSON.parse(address.stdout).details[0].field]).toEqual([4, 'url']);
	expect(topic.code).toBe(2);
	expect([unknown.code, JSON.parse(unknown.stdout).code]).toEqual([4, 'NOT_FOUND']);
	expect([unscoped.code, JSON.parse(unscoped.stdout).status]).toEqual([4, 403]);
});

test('a notification that failed is found and queued again, once', async () => {
	const id = Bun.randomUUIDv7();
	await house.sqlOf('notification-service')`insert into notifications
		(id, topic, run_id, recipient_kind, recipient_id, claims, channel, status, attempts, error_code, created_at)
		values (${id}, 'eob.ready', ${NOBODY}, 'member', ${NOBODY}, 2, 'email', 'failed', 5, 'SMTP_REFUSED', now())`;
	const listed = await askes('notifications', 'list', '--status', 'failed', '--channel', 'email');
	expect(listed.stdout).toMatch(
		new RegExp(`^${id} +eob\\.ready +email +failed +5 +SMTP_REFUSED .* member ${NOBODY}$`, 'm'),
	);
	expect((await askes('notifications', 'retry', id)).stdout).toBe(`${id} is queued\n`);
	const [again, left] = await Promise.all([
		askes('notifications', 'retry', id, '--json'),
		askes('notifications', 'list', '--status', 'failed', '--json'),
	]);
	expect([again.code, JSON.parse(again.stdout).code]).toEqual([4, 'NOTIFICATION_NOT_FAILED']);
	expect(JSON.parse(left.stdout)).toEqual({ notifications: [], next_cursor: null });
});
