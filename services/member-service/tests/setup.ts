import type { Peers } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';
import { testService } from '@claims-askes/chassis/testing/service';
import { startUpstream } from '@claims-askes/chassis/testing/upstream';
import { createAskes } from '@claims-askes/sdk';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** As benefit-service tells of a plan that is published. */
export const aPublishedPlan = (id: string, product: string | null = null) => ({
	...{ id, product },
	versions: [{ version: '1' }],
	superseded: [],
});

/** What benefit-service answers to whoever enrolls somebody. */
export const PUBLISHED = {
	'POST /api/v1/plans/batch-get': {
		data: [
			...['GOLD', 'SILVER'].map((id) => aPublishedPlan(id)),
			...['DENTAL', 'DENTAL-2'].map((id) => aPublishedPlan(id, 'dental')),
			aPublishedPlan('VISION', 'vision'),
			{ ...aPublishedPlan('DRAFT'), versions: [] },
		],
	},
};

/** The service as it is, with peers that answer at this address. */
export const withPeersAt = (url: string) => (platform: Platform) => {
	const peers: Peers = { ...platform.peers, during: () => createAskes({ baseUrl: url, auth: 'a-token' }) };
	return buildApp(Object.create(platform, { peers: { value: peers } }));
};

/** The service on a database of its own, and a client that may do everything here. */
export async function startMembers() {
	const benefits = startUpstream(PUBLISHED);
	const scopes = ['members:read', 'members:write'];
	const service = await testService('member-service', settings, withPeersAt(benefits.url), scopes);
	return { ...service, stop: () => Promise.all([service.stop(), benefits.close()]) };
}

export const GROUP = '019a0000-0000-7000-8000-000000000001';
export const OTHER_GROUP = '019a0000-0000-7000-8000-000000000002';
export const POLICY = '019a0000-0000-7000-8000-000000000011';
export const PLAN = 'GOLD';

let people = 0;

export const aCoverage = (changes: object = {}) => ({
	policy_id: POLICY,
	plan_id: PLAN,
	from: '2026-01-01',
	...changes,
});

/** An employee with open coverage, under a number of their own. */
export const anEmployee = (changes: object = {}) => ({
	member_number: `M-${++people}`,
	group_id: GROUP,
	relationship: 'employee',
	given_name: 'Dewi',
	family_name: 'Lestari',
	birth_date: '1985-04-12',
	sex: 'F',
	coverages: [aCoverage()],
	...changes,
});

export const aChild = (subscriber_number: string, changes: object = {}) => ({
	member_number: `M-${++people}`,
	subscriber_number,
	relationship: 'child',
	given_name: 'Budi',
	family_name: 'Lestari',
	birth_date: '2015-06-01',
	sex: 'M',
	coverages: [aCoverage()],
	...changes,
});
