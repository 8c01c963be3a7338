import { afterAll, beforeEach, expect, test } from 'bun:test';
import { OutageError } from '@claims-askes/chassis/outage';
import type { TokenOptions } from '@claims-askes/chassis/testing/platform';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { aFhirClaim } from '../../../../sdk/src/fhir/test-support';
import { CHILD, CLINIC, EMPLOYEE, GROUP, knownParties } from '../parties';
import { aClaim, startClaims } from '../setup';

const parties = knownParties();
const { send, count, stop } = await startClaims({}, parties.peers);
afterAll(stop);
beforeEach(() => {
	parties.asked.length = 0;
});

const stored = () => count('claims_service.claims');
const submit = (changes: Partial<CanonicalClaim>, as: TokenOptions) =>
	send('POST', '/api/v1/claims', { body: aClaim(changes), as });

const clinic = { role: 'provider', provider_id: CLINIC } as const;
const employee = { role: 'member', member_id: EMPLOYEE } as const;
const employer = { role: 'group', group_id: GROUP } as const;
const STRANGER = { subscriber: { member_id: 'M2' } };
const OF_CHILD = { patient: { relationship: 'child' } } as const;
const OTHER_CLINIC = { billing_provider: { npi: '1999999984', tax_id: '12-3456789', name: 'Other' } };
const TAX_ID_ALONE = { billing_provider: { tax_id: '12-3456789', name: 'Clinic' } };

test.each<[string, Partial<CanonicalClaim>, TokenOptions]>([
	['a provider what it bills itself', STRANGER, clinic],
	['a provider what it bills by its tax id', TAX_ID_ALONE, clinic],
	['a member their own', {}, employee],
	['a child of the family their own', OF_CHILD, { role: 'member', member_id: CHILD }],
	['a group those of its members', OF_CHILD, employer],
])('%s may bring in, and one question is asked', async (_, changes, as) => {
	expect((await submit(changes, as)).status).toBe(201);
	expect(parties.asked).toHaveLength(1);
});

test.each<[string, Partial<CanonicalClaim>, TokenOptions, string]>([
	['a provider: what another bills', OTHER_CLINIC, clinic, 'billing_provider'],
	['a provider: what nobody bills', { billing_provider: { name: 'Nobody' } }, clinic, 'billing_provider'],
	['a provider that nobody knows', {}, { ...clinic, provider_id: GROUP }, 'billing_provider'],
	['a member: of a stranger', STRANGER, employee, 'patient'],
	['a member: of their family', OF_CHILD, employee, 'patient'],
	['a member: of nobody in particular', { subscriber: {} }, employee, 'patient'],
	[
		'a member: a void of another’s',
		{ ...STRANGER, frequency_code: '8', original_claim_number: 'CLM-2026-00000001' },
		employee,
		'patient',
	],
	[
		'a member: a replacement of another’s',
		{ ...STRANGER, frequency_code: '7', original_claim_number: 'CLM-2026-00000001' },
		employee,
		'patient',
	],
	['a group: of who is not in it', STRANGER, employer, 'patient'],
	['another group', {}, { ...employer, group_id: CLINIC }, 'patient'],
])('%s is refused by name, and nothing is kept', async (_, changes, as, field) => {
	const before = await stored();
	const { status, body } = await submit(changes, as);
	expect([status, body.error.code]).toEqual([404, 'CLAIM_OF_OTHERS']);
	expect(body.error.details).toMatchObject([{ field, code: 'CLAIM_OF_OTHERS' }]);
	expect(await stored()).toBe(before);
});

test('a FHIR claim in another’s name is refused alike', async () => {
	const { status, body } = await send('POST', '/fhir/r4/Claim/$submit', {
		rawBody: JSON.stringify(aFhirClaim({})),
		headers: { 'content-type': 'application/fhir+json' },
		as: { ...clinic, provider_id: GROUP },
	});
	expect(status).toBe(404);
	expect(body).toContain('CLAIM_OF_OTHERS');
});

const openAs = async (as: TokenOptions) =>
	(await send('POST', '/api/v1/claim-batches', { body: { name: 'march', format: 'json' }, as })).body.data;
const fill = async (id: string, claims: unknown[], as: TokenOptions) =>
	(await send('POST', `/api/v1/claim-batches/${id}/claims`, { body: { claims }, as })).body.data;

test('of a file others’ claims are rejected each by itself, and all are one question', async () => {
	const { id } = await openAs(employee);
	const data = await fill(
		id,
		[
			{ identity: 'own', claim: aClaim() },
			{ identity: 'stranger', claim: aClaim(STRANGER) },
			{ identity: 'child', claim: aClaim(OF_CHILD) },
		],
		employee,
	);
	expect(data.claims).toEqual({ read: 3, accepted: 1, duplicate: 0, rejected: 2 });
	const [, stranger] = data.outcomes;
	expect(stranger).toMatchObject({ outcome: 'rejected', reasons: [{ code: 'CLAIM_OF_OTHERS' }] });
	expect(parties.asked).toEqual(['/api/v1/members/matches']);
});

test('nobody is told that a claim in another’s name came before', async () => {
	const claims = [{ identity: 'known', claim: aClaim(STRANGER) }];
	const ours = await openAs({});
	expect((await fill(ours.id, claims, {})).claims.accepted).toBe(1);
	const { id } = await openAs(employee);
	const data = await fill(id, claims, employee);
	expect(data.outcomes).toMatchObject([{ outcome: 'rejected', claim_id: null, claim_number: null }]);
});

test('of staff and services nobody is asked whose claims they bring', async () => {
	expect((await submit(STRANGER, {})).status).toBe(201);
	const service = { role: 'client', subject: 'a-portal' } as const;
	expect((await submit(STRANGER, service)).status).toBe(201);
	expect(parties.asked).toEqual([]);
});

test('a peer that cannot be asked is an outage, and never a yes', async () => {
	const dead = await startClaims(
		{},
		{
			during: () => {
				throw new OutageError('member-service');
			},
		},
	);
	try {
		for (const as of [employee, clinic, employer]) {
			const { status, body } = await dead.send('POST', '/api/v1/claims', { body: aClaim(), as });
			expect([status, body.error.code]).toEqual([503, 'DEPENDENCY_UNAVAILABLE']);
		}
		expect(await dead.count('claims_service.claims')).toBe(0);
	} finally {
		await dead.stop();
	}
});
