import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { openHouse } from '../support/house';

const house = await openHouse();
afterAll(() => house.close());
const send = testClient(buildApp(house.platform, house.platform.config), {
	subject: 'examiner',
	role: 'staff',
	scopes: ['adjudication:read', 'adjudication:write'],
});
const [NEVER, NOW, THEN] = ['0000-01-01T00:00:00Z', '2026-11-23T00:00:00Z', '2026-01-01T00:00:00Z'];

test('a day that no calendar here has is refused at the door', async () => {
	const answers = await Promise.all([
		send('POST', '/api/v1/replays', { body: { from: NEVER, to: NOW } }),
		send('POST', '/api/v1/simulations', { body: { from: NEVER, to: NOW, change: {} } }),
		send('GET', `/api/v1/review-items?opened_from=${NEVER}`),
		send('POST', '/api/v1/recalculations', {
			body: { member_id: house.platform.newId(), from: '0000-01-01' },
		}),
	]);
	for (const { status, body } of answers)
		expect([status, body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
});

test('a span that ends before it begins is refused, and does not pass for one in which nothing differs', async () => {
	for (const path of ['/api/v1/replays', '/api/v1/simulations']) {
		const { status, body } = await send('POST', path, { body: { from: NOW, to: THEN } });
		expect([status, body.error.code]).toEqual([422, 'SPAN_EMPTY']);
	}
});
