import { afterAll, expect, test } from 'bun:test';
import type { TokenOptions } from '@claims-askes/chassis/testing/platform';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { buildApp as benefitApp } from '../benefit-service/src/app';
import { settings as benefitSettings } from '../benefit-service/src/config';
import { aPlan } from '../benefit-service/tests/setup';
import { buildApp as claimsApp } from '../claims-service/src/app';
import { settings as claimsSettings } from '../claims-service/src/config';
import { aClaim } from '../claims-service/tests/setup';
import { buildApp as memberApp } from '../member-service/src/app';
import { settings as memberSettings } from '../member-service/src/config';
import { aChild, aCoverage, anEmployee, GROUP, OTHER_GROUP } from '../member-service/tests/setup';
import { buildApp as providerApp } from '../provider-service/src/app';
import { settings as providerSettings } from '../provider-service/src/config';
import { anNpi, aProvider } from '../provider-service/tests/setup';
import { aHouse } from './support/house';

const { open, close } = aHouse();
afterAll(close);

const members = await open('member-service', memberSettings, memberApp);
const benefits = await open('benefit-service', benefitSettings, benefitApp);
const providers = await open('provider-service', providerSettings, providerApp);
const claims = await open('claims-service', claimsSettings, claimsApp);

const plan = aPlan();
await benefits('POST', '/api/v1/plans', { body: { document: plan, effective_from: '2026-01-01' } });
const coverages = [aCoverage({ plan_id: plan.id })];
const employee = anEmployee({ coverages });
const child = aChild(employee.member_number, { coverages });
await members('POST', '/api/v1/enrollments', { body: { people: [employee, child] } });
const idOf = async ({ member_number }: { member_number: string }): Promise<string> =>
	(await members('GET', `/api/v1/members?member_number=${member_number}`)).body.data[0].id;
const clinic = aProvider();
const clinicId = (await providers('POST', '/api/v1/providers', { body: clinic })).body.data.id;

/** As a card is read: the family's number, and what tells the child apart. */
const ofChild = {
	subscriber: { member_id: employee.member_number },
	patient: { relationship: 'child', first_name: child.given_name, birth_date: child.birth_date },
	billing_provider: { npi: clinic.npi, name: 'Clinic' },
} as const;

test.each<[string, number, TokenOptions, Partial<CanonicalClaim>]>([
	['the child', 201, { role: 'member', member_id: await idOf(child) }, {}],
	['the employee', 404, { role: 'member', member_id: await idOf(employee) }, {}],
	['the employer', 201, { role: 'group', group_id: GROUP }, {}],
	['another employer', 404, { role: 'group', group_id: OTHER_GROUP }, {}],
	['the clinic', 201, { role: 'provider', provider_id: clinicId }, {}],
	[
		'the clinic, of what another bills',
		404,
		{ role: 'provider', provider_id: clinicId },
		{ billing_provider: { npi: anNpi(), name: 'Another' } },
	],
])("a child's claim from %s is answered %i", async (_, status, party, changes) => {
	const as = { ...party, scopes: ['claims:write'] };
	const answer = await claims('POST', '/api/v1/claims', { body: aClaim({ ...ofChild, ...changes }), as });
	expect(answer.status).toBe(status);
	if (status === 404) expect(answer.body.error.code).toBe('CLAIM_OF_OTHERS');
});
