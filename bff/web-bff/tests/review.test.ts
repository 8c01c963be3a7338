import { afterEach, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { startUpstream, type Upstream, type UpstreamAnswer } from '@claims-askes/chassis/testing/upstream';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

const ITEM = '0190b5c6-7d1e-7000-8000-000000000001';
const CLAIM = '0190b5c6-7d1e-7000-8000-000000000002';
let upstream: Upstream;
afterEach(() => upstream.close());

function aBff(answers: Record<string, UpstreamAnswer>) {
	upstream = startUpstream(answers);
	const urls = ['CLAIMS', 'ADJUDICATION', 'DOCUMENT'].map((name) => [`${name}_SERVICE_URL`, upstream.url]);
	const platform = testPlatform('web-bff', settings, Object.fromEntries(urls));
	return testClient(buildApp(platform), { role: 'staff', scopes: ['adjudication:read'] });
}

const everything: Record<string, UpstreamAnswer> = {
	'GET /api/v1/review-items': { data: [{ id: ITEM }], delayMs: 50 },
	'GET /api/v1/review-items/counts': { data: { items: 1, reasons: [] }, delayMs: 50 },
	[`GET /api/v1/review-items/${ITEM}`]: { data: { id: ITEM, claim_id: CLAIM } },
	[`GET /api/v1/claims/${CLAIM}`]: { data: { id: CLAIM } },
	[`GET /api/v1/claims/${CLAIM}/explanation`]: { data: { steps: [] } },
	'GET /api/v1/documents': { data: [{ id: 'report' }] },
};

test('the queue comes with its counts in one call', async () => {
	const { status, body } = await aBff(everything)('GET', '/api/v1/review-items?rule=R31&sort=amount&limit=5');
	expect(status).toBe(200);
	expect(body.data).toEqual({
		items: [{ id: ITEM }],
		next_cursor: null,
		counts: { items: 1, reasons: [] },
		parts: { counts: 'ok' },
	});
	expect(upstream.mostAtOnce()).toBe(2);
});

test('a queue without its counts is still a queue, and one that cannot be asked for is refused', async () => {
	const away = await aBff({ ...everything, 'GET /api/v1/review-items/counts': { status: 503 } })(
		'GET',
		'/api/v1/review-items',
	);
	expect(away.body.data).toMatchObject({
		items: [{ id: ITEM }],
		counts: null,
		parts: { counts: 'unavailable' },
	});
	await upstream.close();
	const refused = await aBff({ 'GET /api/v1/review-items': { status: 422 } })(
		'GET',
		'/api/v1/review-items?rule=x',
	);
	expect(refused.status).toBe(422);
});

test('an item comes with its claim, its explanation and its documents', async () => {
	const { body } = await aBff(everything)('GET', `/api/v1/review-items/${ITEM}`);
	expect(body.data).toEqual({
		item: { id: ITEM, claim_id: CLAIM },
		claim: { id: CLAIM },
		explanation: { steps: [] },
		documents: [{ id: 'report' }],
		parts: { claim: 'ok', explanation: 'ok', documents: 'ok' },
	});
	expect(upstream.asked.every(({ authorization }) => authorization?.startsWith('Bearer eyJ'))).toBe(true);
});
