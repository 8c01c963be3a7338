import { afterEach, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { startUpstream, type Upstream, type UpstreamAnswer } from '@claims-askes/chassis/testing/upstream';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

const CLAIM = '0190b5c6-7d1e-7000-8000-000000000001';
let upstream: Upstream;
afterEach(() => upstream.close());

/** The BFF before one upstream that plays every service. */
function aBff(answers: Record<string, UpstreamAnswer>) {
	upstream = startUpstream(answers);
	const urls = ['CLAIMS', 'MEMBER', 'ADJUDICATION', 'PAYMENT', 'DOCUMENT'].map((name) => [
		`${name}_SERVICE_URL`,
		upstream.url,
	]);
	const platform = testPlatform('web-bff', settings, Object.fromEntries(urls));
	return testClient(buildApp(platform), {
		role: 'staff',
		scopes: ['claims:read', 'views:read', 'events:read'],
	});
}

const everything: Record<string, UpstreamAnswer> = {
	[`GET /api/v1/claims/${CLAIM}`]: { data: { id: CLAIM, claim_number: 'CLM-2026-00000001' } },
	'GET /api/v1/claims/CLM-2026-00000001': { data: { id: CLAIM, claim_number: 'CLM-2026-00000001' } },
	[`GET /api/v1/claims/${CLAIM}/history`]: { data: [{ to: 'received' }] },
	[`GET /api/v1/claims/${CLAIM}/decision`]: { data: { outcome: 'approved' } },
	[`GET /api/v1/claims/${CLAIM}/eob`]: { data: { outcome: 'approved' } },
	'GET /api/v1/documents': { data: [] },
};

test('a claim page has all its parts, by id or by number, asked with the caller’s own token', async () => {
	const send = aBff(everything);
	for (const reference of [CLAIM, 'CLM-2026-00000001']) {
		const { status, body } = await send('GET', `/api/v1/claims/${reference}`);
		expect(status).toBe(200);
		expect(body.data).toMatchObject({
			claim: { id: CLAIM },
			history: [{ to: 'received' }],
			decision: { outcome: 'approved' },
			earlier: [],
			parts: { history: 'ok', decision: 'ok', eob: 'ok', documents: 'ok' },
		});
	}
	const tokens = new Set(upstream.asked.map(({ authorization }) => authorization));
	expect([...tokens].every((token) => token?.startsWith('Bearer eyJ'))).toBe(true);
});

test('a claim that was decided before says what stood then', async () => {
	const moves = ['received', 'pended', 'adjudicating', 'approved'].map((to) => ({ to }));
	const send = aBff({
		...everything,
		[`GET /api/v1/claims/${CLAIM}/history`]: { data: moves },
		[`GET /api/v1/claims/${CLAIM}/earlier-decisions`]: { data: [{ outcome: 'pended' }] },
	});
	const { body } = await send('GET', `/api/v1/claims/${CLAIM}`);
	expect(body.data).toMatchObject({ earlier: [{ outcome: 'pended' }], parts: { earlier: 'ok' } });
});

test('what is missing and what is away leave their place empty, and say which', async () => {
	const send = aBff({
		...everything,
		[`GET /api/v1/claims/${CLAIM}/eob`]: { status: 404 },
		[`GET /api/v1/claims/${CLAIM}/decision`]: { status: 503 },
	});
	const { status, body } = await send('GET', `/api/v1/claims/${CLAIM}`);
	expect(status).toBe(200);
	expect(body.data).toMatchObject({
		decision: null,
		eob: null,
		parts: { decision: 'unavailable', eob: 'missing' },
	});
});

test('without the claim itself there is no page', async () => {
	const send = aBff({});
	const { status, body } = await send('GET', `/api/v1/claims/${CLAIM}`);
	expect([status, body.success]).toEqual([404, false]);
});

test('the parts are asked at once', async () => {
	const slow = Object.fromEntries(
		Object.entries(everything).map(([key, answer]) => [key, { ...answer, delayMs: 80 }]),
	);
	const send = aBff(slow);
	await send('GET', `/api/v1/claims/${CLAIM}`);
	expect(upstream.mostAtOnce()).toBe(5);
});

test('a token that is limited to rows hears no stream', async () => {
	const send = aBff({});
	const as = { role: 'member', member_id: CLAIM, scopes: ['events:read'] } as const;
	expect((await send('GET', '/api/v1/stream', { as })).status).toBe(403);
});
