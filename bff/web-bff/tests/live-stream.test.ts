import { expect, test } from 'bun:test';
import { EventEmitter } from 'node:events';
import { createApp } from '@claims-askes/chassis/http/app';
import { testPlatform, tokenFor } from '@claims-askes/chassis/testing/platform';
import { z } from 'zod';
import { streamRoutes } from '../src/api/v1/stream.routes';
import { createLiveStream } from '../src/views/live-stream';

/** A broker's client, as far as a live stream hears it. */
const client = Object.assign(new EventEmitter(), { subscribe: () => {} });
const live = createLiveStream({} as never, () => ({ client }) as never);

const say = (event_type: string) => client.emit('message', '', Buffer.from(JSON.stringify({ event_type })));
const open = (signal = new AbortController().signal, wanted: ReadonlySet<string> | null = null) => {
	const reader = live.open(wanted, signal, () => () => {}).getReader();
	const read = async () => {
		const { value, done } = await reader.read();
		return done ? null : new TextDecoder().decode(value);
	};
	return { reader, read };
};

test('a screen hears what it wants from now on', async () => {
	const { read } = open(undefined, new Set(['claim.submitted']));
	expect(await read()).toBe(': listening\n\n');
	say('claim.adjudicated');
	say('claim.submitted');
	say('nothing.known');
	expect(await read()).toStartWith('event: claim.submitted\n');
});

test('a screen that goes leaves the others listening', async () => {
	const gone = open();
	const stays = open();
	await gone.read();
	await stays.read();
	await gone.reader.cancel();
	say('claim.submitted');
	expect(await stays.read()).toStartWith('event: claim.submitted\n');
});

test('a stream ends with its request, also one that was given up before it began', async () => {
	const request = new AbortController();
	const { read } = open(request.signal);
	await read();
	request.abort();
	expect(await read()).toBeNull();
	const late = open(AbortSignal.abort());
	expect([await late.read(), await late.read()]).toEqual([': listening\n\n', null]);
});

test('a stream ends with the token that opened it', async () => {
	const platform = testPlatform('web-bff', z.object({}));
	const app = createApp(platform, { title: 'Live', description: 'For screens' }, [
		streamRoutes(live, platform),
	]);
	const token = await tokenFor({ scopes: ['events:read'], expiresIn: '2s' });
	const answer = await app.handle(
		new Request('http://localhost/api/v1/stream', { headers: { authorization: `Bearer ${token}` } }),
	);
	expect(await answer.text()).toBe(': listening\n\n');
});

test('a screen that does not read is cut off', async () => {
	const { read } = open();
	for (let nth = 0; nth < 2_000; nth++) say('claim.submitted');
	let chunks = 0;
	while ((await read()) !== null) chunks++;
	expect(chunks).toBeLessThan(1_500);
});
