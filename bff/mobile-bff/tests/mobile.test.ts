import { afterEach, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { startUpstream, type Upstream, type UpstreamAnswer } from '@claims-askes/chassis/testing/upstream';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

const CLAIM = '0190b5c6-7d1e-7000-8000-000000000001';
const MEMBER = '0190b5c6-7d1e-7000-8000-000000000002';
let upstream: Upstream;
afterEach(() => upstream.close());

function aBff(answers: Record<string, UpstreamAnswer>) {
	upstream = startUpstream(answers);
	const urls = ['CLAIMS', 'MEMBER', 'ADJUDICATION'].map((name) => [`${name}_SERVICE_URL`, upstream.url]);
	const platform = testPlatform('mobile-bff', settings, Object.fromEntries(urls), {
		now: () => new Date('2026-03-01T00:00:00Z'),
	});
	return testClient(buildApp(platform), {
		role: 'member',
		member_id: MEMBER,
		scopes: ['claims:read'],
		expiresIn: '99y',
	});
}

const card = {
	id: CLAIM,
	claim_number: 'CLM-2026-00000001',
	status: 'paid',
	service_from: '2026-02-01',
	total_charge: '120.00',
	paid: '80.00',
	currency: 'USD',
};
const content = { lines: [{ procedure_code: '99213', charge: '120.00' }] };
const decision = {
	totals: { paid: '80.00', member_owes: '20.00' },
	lines: [{ procedure_code: '99213', billed: '120.00', paid: '80.00' }],
};

test('home says who is signed in, that they are covered, and shows their claims', async () => {
	const send = aBff({
		'GET /api/v1/claims': { data: [card] },
		[`GET /api/v1/members/${MEMBER}`]: {
			data: {
				given_name: 'Jane',
				coverages: [
					{ plan_id: 'GOLD', product: null, from: '2025-01-01', to: '2026-12-31' },
					{ plan_id: 'DENTAL', product: 'dental', from: '2025-01-01', to: '2026-06-30' },
					{ plan_id: 'VISION', product: 'vision', from: '2025-01-01', to: '2026-02-28' },
				],
			},
		},
	});
	const { body } = await send('GET', '/api/v1/home');
	expect(body.data).toEqual({
		name: 'Jane',
		covered_until: '2026-12-31',
		is_covered: true,
		coverages: [
			{ product: null, plan: 'GOLD', covered_until: '2026-12-31' },
			{ product: 'dental', plan: 'DENTAL', covered_until: '2026-06-30' },
		],
		claims: [
			{
				id: CLAIM,
				number: 'CLM-2026-00000001',
				status: 'paid',
				date: '2026-02-01',
				billed: '120.00',
				paid: '80.00',
				currency: 'USD',
			},
		],
	});
});

test('a decided claim shows who pays what, an undecided one what was billed', async () => {
	const claim = { data: { ...card, content } };
	const send = aBff({
		[`GET /api/v1/claims/${CLAIM}`]: claim,
		[`GET /api/v1/claims/${CLAIM}/decision`]: { data: decision },
	});
	const decided = await send('GET', `/api/v1/claims/${CLAIM}`);
	expect(decided.body.data).toMatchObject({
		plan_pays: '80.00',
		you_owe: '20.00',
		lines: [['99213', '120.00', '80.00']],
	});
	await upstream.close();

	const early = aBff({ [`GET /api/v1/claims/${CLAIM}`]: claim });
	expect((await early('GET', `/api/v1/claims/${CLAIM}`)).body.data).toMatchObject({
		plan_pays: null,
		lines: [['99213', '120.00', '']],
	});
});
