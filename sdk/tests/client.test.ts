import { afterEach, expect, test } from 'bun:test';
import { AskesConnectionError, AskesError, allItems, createAskes } from '../src';

/** A service that answers as it is told, over real HTTP. */
let server: ReturnType<typeof Bun.serve> | null = null;
afterEach(() => server?.stop(true));

function serve(answer: (request: Request) => Response | Promise<Response>): string {
	server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: answer });
	return `http://127.0.0.1:${server.port}`;
}

const success = (data: unknown, page?: { next_cursor: string | null; limit: number }) =>
	Response.json({ success: true, data, message: 'OK', errors: [], metadata: { ...(page ? { page } : {}) } });
const failure = (status: number, code: string, headers: Record<string, string> = {}) =>
	Response.json(
		{ success: false, error: { code, message: `said ${code}`, details: [] }, metadata: { request_id: 'r1' } },
		{ status, headers },
	);

const CLAIM = '0190b5c6-7d1e-7000-8000-000000000001';
const getClaim = (askes: ReturnType<typeof createAskes>) =>
	askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id: CLAIM } } });

test('a call carries its token and gives the typed data', async () => {
	let authorization: string | null = null;
	const baseUrl = serve((request) => {
		authorization = request.headers.get('authorization');
		return success({ id: CLAIM, claim_number: 'CLM-2026-00000001' });
	});
	const { data } = await getClaim(createAskes({ baseUrl, auth: 'token-1' }));
	expect(data?.data.claim_number).toBe('CLM-2026-00000001');
	expect(authorization as string | null).toBe('Bearer token-1');
});

test('clients of routes that only one installation has are called as the others are', async () => {
	interface TeaPaths {
		teas: {
			'/api/v1/teas': {
				get: { responses: { 200: { content: { 'application/json': { data: string[] } } } } };
			};
		};
	}
	const asked: string[] = [];
	const endpoints = {
		'tea-service': serve((request) => {
			asked.push(new URL(request.url).pathname);
			return success(['green']);
		}),
	};
	const askes = createAskes<TeaPaths>({ endpoints, services: { teas: 'tea-service' } });
	const { data } = await askes.teas.GET('/api/v1/teas');
	expect([data?.data, asked]).toEqual([['green'], ['/api/v1/teas']]);
	// @ts-expect-error: these have no claims.
	expect(askes.claims).toBeUndefined();
});

test('a problem is an error with its code, message and request', async () => {
	const askes = createAskes({ baseUrl: serve(() => failure(404, 'CLAIM_NOT_FOUND')) });
	const error = await getClaim(askes).catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(AskesError);
	expect(error).toMatchObject({
		status: 404,
		code: 'CLAIM_NOT_FOUND',
		message: 'said CLAIM_NOT_FOUND',
		requestId: 'r1',
	});
});

test('a busy service is asked again, for as long as it said', async () => {
	let asked = 0;
	const baseUrl = serve(() =>
		++asked < 3 ? failure(503, 'SHUTTING_DOWN', { 'retry-after': '0' }) : success({ id: CLAIM }),
	);
	await getClaim(createAskes({ baseUrl }));
	expect(asked).toBe(3);
});

test('a service that asks for a longer wait than one wants is not asked again, and the error says how long', async () => {
	let asked = 0;
	const when = { seconds: '90', date: new Date(Date.now() + 90_000).toUTCString() };
	const baseUrl = serve(({ headers }) => {
		asked++;
		const isDate = headers.get('authorization') === 'Bearer date';
		return failure(429, 'RATE_LIMITED', { 'retry-after': isDate ? when.date : when.seconds });
	});
	const refusedTo = (auth: string) =>
		getClaim(createAskes({ baseUrl, auth })).catch((error: unknown) => error as AskesError);
	expect(await refusedTo('seconds')).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryAfter: 90 });
	const { retryAfter } = (await refusedTo('date')) as AskesError;
	expect(retryAfter).toBeWithin(80, 91);
	expect(asked).toBe(2);
});

test('a wait that one has time for is waited to its end', async () => {
	const began: number[] = [];
	const baseUrl = serve(() => {
		began.push(performance.now());
		return began.length < 2 ? failure(429, 'RATE_LIMITED', { 'retry-after': '1' }) : success({ id: CLAIM });
	});
	await getClaim(createAskes({ baseUrl, mostWaitMs: 1_000 }));
	const [first = 0, second = 0] = began;
	expect(second - first).toBeGreaterThan(950);
});

test('a POST is sent again under the same key, so that it happens once', async () => {
	const keys: (string | null)[] = [];
	const baseUrl = serve((request) => {
		keys.push(request.headers.get('idempotency-key'));
		return keys.length < 2 ? failure(502, 'HTTP_502') : success({ id: CLAIM, status: 'running' });
	});
	await createAskes({ baseUrl }).payments.POST('/api/v1/payment-runs', { body: {} });
	expect(keys).toHaveLength(2);
	expect(keys[0]).toBe(keys[1] as string);
});

test('a refusal is never repeated', async () => {
	let asked = 0;
	const baseUrl = serve(() => {
		asked++;
		return failure(422, 'VALIDATION_FAILED');
	});
	await expect(getClaim(createAskes({ baseUrl }))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
	expect(asked).toBe(1);
});

test('a service that is not there is an error of its own', async () => {
	const askes = createAskes({ baseUrl: 'http://127.0.0.1:1', retries: 0 });
	await expect(getClaim(askes)).rejects.toBeInstanceOf(AskesConnectionError);
});

/** A service behind a bad line: its first answers stop halfway, cut off or standing still. */
function serveBadly(isCut: boolean, badAnswers: number) {
	let asked = 0;
	const body = '{"success":true,"data":{"id":"1"},"message":"","errors":[],"metadata":{}}';
	const listener = Bun.listen({
		hostname: '127.0.0.1',
		port: 0,
		socket: {
			data(socket) {
				const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
				if (++asked > badAnswers) return void socket.write(head + body);
				socket.write(head + body.slice(0, 20));
				socket.flush();
				if (isCut) socket.terminate();
			},
		},
	});
	server = { stop: () => listener.stop(true) } as typeof server;
	return `http://127.0.0.1:${listener.port}`;
}

test.each([
	['cut off', true],
	['left standing', false],
])('an answer that is %s halfway is asked for again', async (_, isCut) => {
	const { data } = await getClaim(createAskes({ baseUrl: serveBadly(isCut, 1), timeoutMs: 300 }));
	expect(data?.data.id).toBe('1');
});

test.each([
	['cut off', true],
	['left standing', false],
])('a service whose answers are all %s halfway counts as not there', async (_, isCut) => {
	const askes = createAskes({ baseUrl: serveBadly(isCut, 9), timeoutMs: 50, retries: 1 });
	await expect(getClaim(askes)).rejects.toBeInstanceOf(AskesConnectionError);
});

test('who gives up is told so at once, with their own reason, also while a busy service is waited for', async () => {
	const reason = new Error('the user left');
	const giving = new AbortController();
	let asked = 0;
	const baseUrl = serve(() => {
		asked++;
		setTimeout(() => giving.abort(reason), 20);
		return failure(429, 'RATE_LIMITED', { 'retry-after': '5' });
	});
	const list = () => createAskes({ baseUrl }).claims.GET('/api/v1/claims', { signal: giving.signal });
	const began = performance.now();
	expect(await list().catch((thrown: unknown) => thrown)).toBe(reason);
	expect(performance.now() - began).toBeLessThan(4_000);
	expect(await list().catch((thrown: unknown) => thrown)).toBe(reason);
	expect(asked).toBe(1);
});

test('an issuer that refuses says why', async () => {
	const issuer = serve(() =>
		Response.json({ error: 'invalid_client', error_description: 'the secret is wrong' }, { status: 401 }),
	);
	const auth = { issuer, clientId: 'me', clientSecret: 'x' };
	const error = await getClaim(createAskes({ baseUrl: issuer, auth })).catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(AskesError);
	expect(error).toMatchObject({ status: 401, code: 'INVALID_CLIENT', message: 'the secret is wrong' });
});

test('an address where a web page answers is no service', async () => {
	const baseUrl = serve(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }));
	const error = await getClaim(createAskes({ baseUrl })).catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(AskesConnectionError);
	expect((error as Error).cause).toEqual(
		new Error(`${baseUrl} answers with a web page: is the address right?`),
	);
});

test('an answer that is no JSON is still told by its status', async () => {
	const askes = createAskes({ baseUrl: serve(() => new Response('<html>', { status: 500 })), retries: 0 });
	await expect(getClaim(askes)).rejects.toMatchObject({ status: 500, code: 'HTTP_500' });
});

test('client credentials are fetched once and used by all calls', async () => {
	let issued = 0;
	const tokens = new Set<string | null>();
	const baseUrl = serve((request) => {
		if (new URL(request.url).pathname === '/token') {
			issued++;
			return Response.json({ access_token: `t${issued}`, expires_in: 600 });
		}
		tokens.add(request.headers.get('authorization'));
		return success({ id: CLAIM });
	});
	const askes = createAskes({ baseUrl, auth: { issuer: baseUrl, clientId: 'c', clientSecret: 's' } });
	await Promise.all([getClaim(askes), getClaim(askes), getClaim(askes)]);
	expect(issued).toBe(1);
	expect([...tokens]).toEqual(['Bearer t1']);
});

test('a token that is believed no more is fetched anew, once, and the call made again', async () => {
	let issued = 0;
	let believed = 'Bearer t1';
	const baseUrl = serve((request) => {
		if (new URL(request.url).pathname === '/token')
			return Response.json({ access_token: `t${++issued}`, expires_in: 600 });
		const isBelieved = request.headers.get('authorization') === believed;
		return isBelieved ? success({ id: CLAIM }) : failure(401, 'TOKEN_INVALID');
	});
	const askes = createAskes({ baseUrl, auth: { issuer: baseUrl, clientId: 'c', clientSecret: 's' } });
	await getClaim(askes);
	believed = 'Bearer t2';
	const answers = await Promise.all([getClaim(askes), getClaim(askes), getClaim(askes)]);
	expect(answers.map(({ data }) => data?.data.id)).toEqual([CLAIM, CLAIM, CLAIM]);
	expect(issued).toBe(2);
	believed = 'Bearer of nobody';
	await expect(getClaim(askes)).rejects.toMatchObject({ status: 401 });
	expect(issued).toBe(3);
});

test('an issuer that stands still, before its answer or halfway, is one that cannot be reached', async () => {
	const halfway = () =>
		new Response(
			new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"access_')) }),
		);
	for (const stand of [() => new Promise<Response>(() => {}), halfway]) {
		const issuer = serve(stand);
		const auth = { issuer, clientId: 'c', clientSecret: 's' };
		const askes = createAskes({ baseUrl: issuer, auth, timeoutMs: 200 });
		await expect(getClaim(askes)).rejects.toMatchObject({ service: 'identity-service' });
	}
});

test('all items of a list are read page after page, and no further than they are wanted', async () => {
	let asked = 0;
	const baseUrl = serve((request) => {
		asked++;
		const cursor = Number(new URL(request.url).searchParams.get('cursor') ?? 0);
		return success([{ id: cursor * 2 }, { id: cursor * 2 + 1 }], {
			next_cursor: cursor < 4 ? String(cursor + 1) : null,
			limit: 2,
		});
	});
	const askes = createAskes({ baseUrl });
	const list = () =>
		allItems((cursor) => askes.claims.GET('/api/v1/claims', { params: { query: { cursor } } }));
	expect((await Array.fromAsync(list())).map(({ id }) => Number(id))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	asked = 0;
	for await (const _ of list()) break;
	expect(asked).toBe(1);
});

test('calls that do not exist do not compile', () => {
	const askes = createAskes({ baseUrl: 'http://127.0.0.1:1' });
	// @ts-expect-error there is no such route
	const wrongRoute = () => askes.claims.GET('/api/v1/nothing');
	// @ts-expect-error a claim is read by its id
	const noId = () => askes.claims.GET('/api/v1/claims/{id}');
	// @ts-expect-error there is no such service
	const noService = () => askes.laundry;
	expect([wrongRoute, noId, noService]).toHaveLength(3);
});
