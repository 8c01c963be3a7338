import { afterAll, expect, test } from 'bun:test';
import {
	aDocument,
	aPdf,
	CLAIM,
	digestOf,
	MEMBER,
	OTHER_CLAIM,
	OTHER_MEMBER,
	PATH,
	startDocuments,
} from '../setup';

const { admin, announce, download, files, send, stop, upload } = await startDocuments();
afterAll(stop);

const scopes = ['documents:read', 'documents:write'];
const asMember = { role: 'member', member_id: MEMBER, scopes } as const;
const asOtherMember = { role: 'member', member_id: OTHER_MEMBER, scopes } as const;
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
	status,
	body.error?.code,
];
const said = (id: string) =>
	admin`select event_type, key, data from document_service.outbox where data ->> 'document_id' = ${id} order by recorded_at`;

test('a small statement is stored with what is said of it, and comes back as it was', async () => {
	const content = { claim: 'CLM-2026-00000001', totals: { plan_pays: '150.00' } };
	const { status, body } = await send('POST', PATH, {
		body: aDocument({ kind: 'eob', media_type: 'application/json', content }),
	});
	expect([status, body.data.status]).toEqual([201, 'stored']);
	expect(body.data.sha256).toBe(digestOf(new TextEncoder().encode(JSON.stringify(content))));
	const downloaded = await download(body.data.id);
	expect(await downloaded.json()).toEqual(content);
	expect(await said(body.data.id)).toMatchObject([
		{ event_type: 'document.stored', key: CLAIM, data: { kind: 'eob', claim_id: CLAIM } },
	]);
});

test('a statement that is sent twice is stored once', async () => {
	const before = (await files()).length;
	const request = {
		body: aDocument({ media_type: 'application/json', content: { run: 1 } }),
		headers: { 'idempotency-key': 'eob-run-1' },
	};
	const [first, again] = [await send('POST', PATH, request), await send('POST', PATH, request)];
	expect(again.body).toEqual(first.body);
	expect(again.headers.get('idempotent-replayed')).toBe('true');
	expect((await files()).length).toBe(before + 1);
	expect(await said(first.body.data.id)).toHaveLength(1);
});

test('neither the auditor nor the broker learns the name of a file', async () => {
	const { id } = await announce();
	await upload(id, aPdf());
	const trail =
		await admin`select action, (before::text || after::text) as told from audit.entries where entity_id = ${id}`;
	expect(trail.map(({ action }) => action)).toEqual(['document.announced', 'document.stored']);
	expect(JSON.stringify([trail, await said(id)])).not.toContain('Dewi');
});

test('documents are found by claim, page by page, and many at once', async () => {
	const claim_id = crypto.randomUUID();
	const ids: string[] = [];
	for (let nth = 0; nth < 3; nth++) ids.unshift((await announce({ claim_id })).id);
	const first = await send('GET', `${PATH}?claim_id=${claim_id}&limit=2`);
	const cursor = first.body.metadata.page.next_cursor;
	const rest = await send('GET', `${PATH}?claim_id=${claim_id}&limit=2&cursor=${cursor}`);
	expect([...first.body.data, ...rest.body.data].map(({ id }) => id)).toEqual(ids);
	const batch = await send('POST', `${PATH}/batch-get`, { body: { claim_ids: [claim_id] } });
	expect(batch.body.data).toHaveLength(3);
	expect((await send('POST', `${PATH}/batch-get`, { body: {} })).status).toBe(422);
});

test('a receipt that came before its claim is linked to it once', async () => {
	const { claim_id: _, ...without } = aDocument();
	const { id } = (await send('POST', PATH, { body: without })).body.data;
	await upload(id, aPdf());
	const link = (claim_id: string) => send('PATCH', `${PATH}/${id}`, { body: { claim_id } });
	expect((await link(CLAIM)).body.data.claim_id).toBe(CLAIM);
	expect((await link(CLAIM)).status).toBe(200);
	expect(codeOf(await link(OTHER_CLAIM))).toEqual([409, 'DOCUMENT_LINKED']);
	expect((await said(id)).map(({ data }) => data.claim_id)).toEqual([null, CLAIM]);
});

test("a member sees their own documents and nobody else's", async () => {
	const { id } = await announce();
	await upload(id, aPdf());
	expect((await send('GET', `${PATH}/${id}`, { as: asMember })).status).toBe(200);
	expect((await download(id, {}, asMember)).status).toBe(200);
	expect((await send('GET', `${PATH}/${id}`, { as: asOtherMember })).status).toBe(404);
	expect((await download(id, {}, asOtherMember)).status).toBe(404);
	expect((await upload(id, aPdf(), {}, asOtherMember)).status).toBe(404);
	expect(
		(await send('PATCH', `${PATH}/${id}`, { as: asOtherMember, body: { claim_id: OTHER_CLAIM } })).status,
	).toBe(404);
	expect((await send('GET', `${PATH}?claim_id=${CLAIM}`, { as: asOtherMember })).body.data).toEqual([]);
	const batch = { as: asOtherMember, body: { ids: [id], claim_ids: [CLAIM] } };
	expect((await send('POST', `${PATH}/batch-get`, batch)).body.data).toEqual([]);
});

test('what a member stores is theirs, and never somebody else’s', async () => {
	const { member_id: _, ...without } = aDocument();
	const own = await send('POST', PATH, { as: asMember, body: without });
	expect(own.body.data.member_id).toBe(MEMBER);
	expect((await send('POST', PATH, { as: asOtherMember, body: aDocument() })).status).toBe(404);
});

test('the name of a file is told in a form that every browser reads alike', async () => {
	const { id } = await announce({ file_name: `kuitansi 'Dewi' (1)*.pdf` });
	await upload(id, aPdf());
	const told = (await download(id)).headers.get('content-disposition');
	expect(told).toBe("attachment; filename*=UTF-8''kuitansi%20%27Dewi%27%20%281%29%2A.pdf");
});

test.each<[string, object]>([
	['is a page that a browser would run', { media_type: 'text/html' }],
	['is a drawing that a browser would run', { media_type: 'image/svg+xml' }],
	['has a path for a name', { file_name: '../../etc/passwd' }],
	['has the name of a folder', { file_name: '..' }],
	['has a name that is shown in another order', { file_name: 'scan\u202Efdp.exe' }],
	['has a line break in its name', { file_name: 'a\r\nset-cookie: x' }],
	['is of a kind that is no word', { kind: 'a secret' }],
	['announces no digest', { sha256: 'abc' }],
	['is empty', { size_bytes: 0 }],
	['brings along what is no JSON', { content: { a: 1 } }],
	['names a key of the store', { content_key: 'x' }],
])('a document that %s is refused', async (_, changes) => {
	expect(codeOf(await send('POST', PATH, { body: aDocument(changes) }))).toEqual([422, 'VALIDATION_FAILED']);
});

test('whoever may only read stores nothing', async () => {
	const as = { scopes: ['documents:read'] };
	expect((await send('POST', PATH, { as, body: aDocument() })).status).toBe(403);
	const { id } = await announce();
	expect((await upload(id, aPdf(), {}, { scopes: ['documents:read'] })).status).toBe(403);
});
