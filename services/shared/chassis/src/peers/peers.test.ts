import { afterAll, expect, test } from 'bun:test';
import { SERVICE_NAMES, type ServiceName } from '@claims-askes/contracts/services';
import { isOutage } from '../outage';
import { createPeers } from './peers';

const MEMBERS = { ids: ['0190d5a0-0000-7000-8000-000000000001'] };

/** member-service, which believes one token and refuses every other. */
let believed = 'token-2';
const server = Bun.serve({
	port: 0,
	fetch: ({ headers }) =>
		headers.get('authorization') === `Bearer ${believed}`
			? Response.json({ success: true, data: [] })
			: Response.json(
					{ success: false, error: { code: 'TOKEN_INVALID', message: '', details: [] } },
					{ status: 401 },
				),
});
afterAll(() => server.stop(true));

const endpoints = Object.fromEntries(
	SERVICE_NAMES.map((name) => [name, `http://127.0.0.1:${server.port}`]),
) as Record<ServiceName, string>;

/** An issuer's tokens, one after the other. */
function tokens() {
	let issued = 1;
	return {
		get: async () => `token-${issued}`,
		forget: (token: string) => {
			if (token === `token-${issued}`) issued++;
		},
	};
}

test('a token that a peer does not believe is an outage and no answer, and the next question brings another', async () => {
	const { members } = createPeers('adjudication-service', endpoints, tokens()).during({
		correlationId: 'story',
	});
	const ask = () => members.POST('/api/v1/members/batch-get', { body: MEMBERS });
	const failure = await ask().catch((error: unknown) => error);
	expect(isOutage(failure)).toBe(true);
	expect((await ask()).data?.data).toEqual([]);
});

test("a caller's token that a peer does not believe is the caller's to hear of", async () => {
	believed = 'theirs';
	const call = {
		caller: {
			subject: 'ada',
			role: 'staff',
			scopes: new Set<string>(),
			only: null,
			authority: 1,
			expiresAt: new Date(),
		},
		...{ requestId: 'r', correlationId: 'story', traceparent: null, idempotency: null, ifMatch: null },
		bearer: 'forged',
	} as const;
	const { members } = createPeers('web-bff', endpoints, tokens()).onBehalfOf(call);
	const failure = await members
		.POST('/api/v1/members/batch-get', { body: MEMBERS })
		.catch((error: unknown) => error);
	expect([isOutage(failure), (failure as { status?: number }).status]).toEqual([false, 401]);
});
