import { testService } from '@claims-askes/chassis/testing/service';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** The service on a database of its own, and a client that may do everything here. */
export const startPolicies = () =>
	testService('policy-service', settings, buildApp, ['policies:read', 'policies:write']);

let numbers = 0;

export const aGroup = (changes: object = {}) => ({
	number: `G-${++numbers}`,
	name: 'PT Maju Bersama',
	...changes,
});

/** A policy in rupiah with a buffer for excess, under a number that nobody has yet. */
export const aPolicy = (changes: object = {}) => ({
	number: `P-${++numbers}`,
	currency: 'IDR',
	from: '2026-01-01',
	to: '2026-12-31',
	aso: true,
	excess: { mode: 'any_cause', fund: 'buffer', add_room: false },
	classes: [{ class: 'staff', plan_id: 'GOLD', room_class: 'VIP' }],
	...changes,
});
