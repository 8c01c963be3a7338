import { afterAll, expect, test } from 'bun:test';
import {
	aDocument,
	CLAIM,
	MEMBER,
	OTHER_CLAIM,
	OTHER_MEMBER,
	PATH,
	PROVIDER,
	startDocuments,
} from '../setup';

const { admin, claims, send, bearer, stop } = await startDocuments();
afterAll(stop);

const scopes = ['documents:read', 'documents:write'];
const asMember = { role: 'member', member_id: MEMBER, scopes } as const;
const asProvider = { role: 'provider', provider_id: PROVIDER, scopes } as const;
const asGroup = { role: 'group', group_id: MEMBER, scopes } as const;
const alone = { claim_id: undefined, member_id: undefined, provider_id: undefined };

test.each([
	['member', asMember],
	['provider', asProvider],
])("a %s's token links a document to a claim that it sees, and to no other", async (_, as) => {
	const { id } = (await send('POST', PATH, { as, body: aDocument(alone) })).body.data;
	const authorization = await bearer(as);
	const link = (claim_id: string) =>
		send('PATCH', `${PATH}/${id}`, { as: null, headers: { authorization }, body: { claim_id } });
	expect((await link(OTHER_CLAIM)).status).toBe(404);
	expect((await link(CLAIM)).body.data.claim_id).toBe(CLAIM);
	expect((await send('POST', PATH, { as, body: aDocument({ claim_id: OTHER_CLAIM }) })).status).toBe(404);
	expect(claims.asked).toContainEqual({ request: `GET /api/v1/claims/${CLAIM}`, authorization });
	const [stored] = await admin`
		select count(*)::int as documents from document_service.documents where claim_id = ${OTHER_CLAIM}`;
	expect(stored?.documents).toBe(0);
});

test.each<[string, number, object]>([
	['itself', 201, { ...alone, provider_id: PROVIDER }],
	['the member whose claim it is', 201, {}],
	['a member of another claim', 404, { member_id: OTHER_MEMBER }],
	['a member, and no claim', 404, { ...alone, member_id: MEMBER }],
])("a provider's token that names %s is answered %i", async (_, status, changes) => {
	expect((await send('POST', PATH, { as: asProvider, body: aDocument(changes) })).status).toBe(status);
});

test("the payer's own tokens link whatever they say, and nobody is asked", async () => {
	const before = claims.asked.length;
	expect((await send('POST', PATH, { body: aDocument({ claim_id: OTHER_CLAIM }) })).status).toBe(201);
	expect(claims.asked).toHaveLength(before);
});

test("a group's token stores no documents", async () => {
	expect((await send('POST', PATH, { as: asGroup, body: aDocument(alone) })).status).toBe(404);
});

test('while claims-service is away, a link waits and is not believed', async () => {
	const { id } = (await send('POST', PATH, { as: asMember, body: aDocument(alone) })).body.data;
	await claims.close();
	const answer = await send('PATCH', `${PATH}/${id}`, { as: asMember, body: { claim_id: CLAIM } });
	expect([answer.status, answer.body.error.code]).toEqual([503, 'DEPENDENCY_UNAVAILABLE']);
	expect(answer.headers.get('retry-after')).toBeTruthy();
	expect((await send('GET', `${PATH}/${id}`)).body.data.claim_id).toBeNull();
});
