import { afterAll, expect, test } from 'bun:test';
import { OutageError } from '../outage';
import { createResilientFetch } from './resilient-fetch';

let asked = 0;
/** A peer that is busy at first, and one that takes a request and says nothing. */
const server = Bun.serve({
	port: 0,
	hostname: '127.0.0.1',
	fetch: ({ url }) => {
		asked++;
		if (url.endsWith('/hangs')) return new Promise<Response>(() => {});
		return new Response(null, { status: asked < 3 ? 503 : 200 });
	},
});
afterAll(() => server.stop(true));

const policy = { deadlineMs: 400, retries: 2, concurrency: 4, queue: 4 };
const ask = (path: string) => {
	asked = 0;
	return createResilientFetch('a-peer', policy)(new Request(`http://127.0.0.1:${server.port}${path}`));
};

test('a peer that is busy is asked again', async () => {
	expect((await ask('/busy')).status).toBe(200);
	expect(asked).toBe(3);
});

test('a peer that hangs is waited for once: the deadline is that of the whole call', async () => {
	const began = performance.now();
	const failure = await ask('/hangs').catch((error: unknown) => error);
	expect(failure).toBeInstanceOf(OutageError);
	expect(performance.now() - began).toBeLessThan(2 * policy.deadlineMs);
	expect(asked).toBe(1);
});
