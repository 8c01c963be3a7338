import { expect, test } from 'bun:test';
import { isPublicAddress } from '../../src/channels/private-addresses';
import { isAllowedUrl, sendWebhook } from '../../src/channels/webhook';
import { aReceiver } from '../setup';

test.each([
	'10.1.2.3',
	'127.0.0.1',
	'169.254.169.254',
	'172.16.0.1',
	'192.168.1.1',
	'100.64.0.1',
	'0.0.0.0',
	'224.0.0.1',
	'255.255.255.255',
	'::1',
	'::',
	'fe80::1',
	'fc00::1',
	'::ffff:10.0.0.1',
	'64:ff9b::10.0.0.1',
	'2002:0a00:0001::1',
	'2001:db8::1',
	'not an address',
])('%s is not the public internet', (address) => {
	expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s is', (address) => {
	expect(isPublicAddress(address)).toBe(true);
});

test.each([
	['http://example.org/hook', false],
	['https://example.org/hook', true],
	['https://user:password@example.org/hook', false],
	['https://127.0.0.1/hook', false],
	['https://[::1]/hook', false],
	['https://0x7f000001/hook', false],
	['https://2130706433/hook', false],
	['https://169.254.169.254/latest/meta-data', false],
	['ftp://example.org/', false],
])('a webhook to %s is allowed: %p', (url, expected) => {
	expect(isAllowedUrl(url, false)).toBe(expected);
});

const options = { allowPrivate: false, timeoutMs: 2_000, now: () => new Date() };
const message = { id: 'm-1', secrets: ['s'], body: {} };

test('a name that leads into the own network is seen when connecting, and nothing is sent', async () => {
	const { received, stop, url } = aReceiver();
	const named = `https://localhost:${new URL(url).port}/hook`;
	expect(isAllowedUrl(named, false)).toBe(true);
	expect(await sendWebhook({ ...message, url: named }, options)).toEqual({
		error_code: 'WEBHOOK_ADDRESS_PRIVATE',
		http_status: null,
	});
	expect(received).toHaveLength(0);
	await stop();
});

test('an address that became private after it was taken up is refused for good', async () => {
	expect(await sendWebhook({ ...message, url: 'https://10.0.0.1/hook' }, options)).toEqual({
		error_code: 'WEBHOOK_ADDRESS_PRIVATE',
		http_status: null,
		isFinal: true,
	});
});

/** A receiver that says this to whoever connects, and nothing more. */
function aReceiverThatSays(text: string) {
	const server = Bun.listen({
		hostname: '127.0.0.1',
		port: 0,
		socket: { open: (socket) => void socket.write(text), data: () => {} },
	});
	return { url: `http://127.0.0.1:${server.port}/hook`, stop: () => server.stop(true) };
}

test.each([
	[
		'changes to another protocol',
		'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
		'HTTP_101',
	],
	['goes on announcing an answer', 'HTTP/1.1 100 Continue\r\n\r\n', 'WEBHOOK_TIMEOUT'],
	['never ends its headers', 'HTTP/1.1 200 OK\r\nx-a: b\r\n', 'WEBHOOK_TIMEOUT'],
])('a receiver that %s holds up nobody', async (_, text, error_code) => {
	const { url, stop } = aReceiverThatSays(text);
	const local = { ...options, allowPrivate: true, timeoutMs: 300 };
	expect(await sendWebhook({ ...message, url }, local)).toMatchObject({ error_code });
	stop();
});
