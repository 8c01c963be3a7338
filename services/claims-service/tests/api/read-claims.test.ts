import { afterAll, expect, test } from 'bun:test';
import { CLINIC, knownParties } from '../parties';
import { aClaim, startClaims } from '../setup';

const { admin, send, stop } = await startClaims({}, knownParties().peers);
afterAll(stop);

const submit = async (changes: Parameters<typeof aClaim>[0] = {}) =>
	(await send('POST', '/api/v1/claims', { body: aClaim(changes) })).body.data;
const list = async (query = '') => (await send('GET', `/api/v1/claims${query}`)).body;
const numbersOf = (claims: { claim_number: string }[]) => claims.map(({ claim_number }) => claim_number);

test('a claim is found by its id and by its number, with its version as ETag', async () => {
	const claim = await submit();
	for (const reference of [claim.id, claim.claim_number]) {
		const { status, headers, body } = await send('GET', `/api/v1/claims/${reference}`);
		expect([status, headers.get('etag'), body.data.id]).toEqual([200, '"1"', claim.id]);
	}
});

test.each(['0190b5c6-7d1e-7000-8000-000000000000', 'CLM-2020-00000001'])(
	'there is no claim %s',
	async (reference) => {
		for (const path of ['', '/history']) {
			const { status, body } = await send('GET', `/api/v1/claims/${reference}${path}`);
			expect([status, body.error.code]).toEqual([404, 'CLAIM_NOT_FOUND']);
		}
	},
);

test.each(['1', 'CLM-1', "x'; drop table claims"])(
	'"%s" is neither an id nor a number',
	async (reference) => {
		const { status, body } = await send('GET', `/api/v1/claims/${encodeURIComponent(reference)}`);
		expect([status, body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
		expect(body.error.details).toEqual([
			{
				field: 'id',
				code: 'INVALID',
				message: 'is neither the id of a claim nor a number as CLM-2026-00000123',
			},
		]);
	},
);

test('pages follow each other, newest first, without a gap or a repetition', async () => {
	const all = [];
	for (let at = 0; at < 7; at++) all.push(await submit({ claim_id: 'PAGED' }));
	const seen: string[] = [];
	let cursor: string | null = null;
	do {
		const page = await list(`?submitter_claim_id=PAGED&limit=3${cursor ? `&cursor=${cursor}` : ''}`);
		seen.push(...numbersOf(page.data));
		cursor = page.metadata.page.next_cursor;
	} while (cursor);
	expect(seen).toEqual(numbersOf(all).reverse());
});

test.each(['nonsense', btoa('["not-an-id"]'), btoa('[1]'), btoa('[]')])(
	'"%s" is no cursor',
	async (cursor) => {
		const { status, body } = await send('GET', `/api/v1/claims?cursor=${cursor}`);
		expect([status, body.error.code]).toEqual([422, 'CURSOR_INVALID']);
	},
);

test('a list that asks for nothing in particular shows the newest claims', async () => {
	const claim = await submit();
	const page = await list('?limit=1');
	expect(numbersOf(page.data)).toEqual([claim.claim_number]);
	expect(page.metadata.page.next_cursor).toBeString();
});

test('claims are listed by what they are and where they stand', async () => {
	const claim = await submit({ claim_id: 'FILTERED', billing_provider: { npi: '1122333341' } });
	await send('POST', `/api/v1/claims/${claim.id}/voids`, { body: { reason: 'test' } });
	for (const query of [
		'?status=voided&submitter_claim_id=FILTERED',
		'?billing_npi=1122333341',
		`?claim_number=${claim.claim_number}`,
	]) {
		expect(numbersOf((await list(query)).data)).toEqual([claim.claim_number]);
	}
	expect((await list('?status=paid&submitter_claim_id=FILTERED')).data).toEqual([]);
});

test('claims are listed by their day of receipt, both days inside', async () => {
	const claim = await submit({ claim_id: 'DATED' });
	const day = (offset: number) =>
		new Date(Date.parse(claim.received_on) + offset * 86_400_000).toISOString().slice(0, 10);
	const found = async (from: number, to: number) =>
		(await list(`?submitter_claim_id=DATED&received_from=${day(from)}&received_to=${day(to)}`)).data.length;
	expect([
		await found(0, 0),
		await found(-30, 0),
		await found(0, 30),
		await found(1, 2),
		await found(-2, -1),
	]).toEqual([1, 1, 1, 0, 0]);
});

test.each(['?status=lost', '?received_from=2026-02-30', '?limit=501', '?batch_id=7', '?colour=blue'])(
	'a list asked with %s is refused',
	async (query) => {
		expect((await list(query)).error.code).toBe('VALIDATION_FAILED');
	},
);

test('many claims are read at once with their content; what is not there is left out', async () => {
	const claims = [await submit(), await submit()];
	const ids = [...claims.map(({ id }) => id), Bun.randomUUIDv7()];
	const { status, body } = await send('POST', '/api/v1/claims/batch-get', { body: { ids } });
	expect(status).toBe(200);
	expect(numbersOf(body.data).toSorted()).toEqual(numbersOf(claims));
	expect(body.data[0].content.lines).toHaveLength(1);
});

test('a claim is read as it was submitted, whatever became of it', async () => {
	const claim = await submit({ claim_id: 'SAID "SO"' });
	await send('POST', `/api/v1/claims/${claim.id}/voids`, { body: { reason: 'test' } });
	const ids = [claim.id, Bun.randomUUIDv7()];
	const { status, body } = await send('POST', '/api/v1/claims/submissions/batch-get', { body: { ids } });
	const { id, claim_number, received_on } = claim;
	expect([status, body.data]).toEqual([
		200,
		[{ id, claim_number, received_on, replaces_id: null, content: aClaim({ claim_id: 'SAID "SO"' }) }],
	]);
});

test('at most a thousand ids are read at once', async () => {
	const ids = Array.from({ length: 1_001 }, () => Bun.randomUUIDv7());
	const { status } = await send('POST', '/api/v1/claims/batch-get', { body: { ids } });
	expect(status).toBe(422);
	const { body } = await send('POST', '/api/v1/claims/batch-get', { body: { ids: ids.slice(1) } });
	expect(body.data).toEqual([]);
});

test('the life of a claim is published as a table', async () => {
	const { body } = await send('GET', '/api/v1/claim-statuses');
	expect(body.data).toContainEqual({ status: 'received', next: ['adjudicating', 'voided', 'replaced'] });
	expect(body.data).toContainEqual({ status: 'voided', next: [] });
});

const MEMBER = Bun.randomUUIDv7();
const PROVIDER = Bun.randomUUIDv7();

test('a restricted token sees its own claims in every way of reading, and others are not there', async () => {
	const [own, others] = [await submit({ claim_id: 'RULED' }), await submit({ claim_id: 'RULED' })];
	await admin`update claims_service.claims set member_id = ${MEMBER}, provider_id = ${PROVIDER} where id = ${own.id}`;
	for (const as of [
		{ role: 'member', member_id: MEMBER },
		{ role: 'provider', provider_id: PROVIDER },
	] as const) {
		const listed = await send('GET', '/api/v1/claims?submitter_claim_id=RULED', { as });
		const many = await send('POST', '/api/v1/claims/batch-get', { as, body: { ids: [own.id, others.id] } });
		const said = await send('POST', '/api/v1/claims/submissions/batch-get', {
			as,
			body: { ids: [own.id, others.id] },
		});
		expect([listed, many, said].map(({ body }) => numbersOf(body.data))).toEqual([
			[own.claim_number],
			[own.claim_number],
			[own.claim_number],
		]);
		expect((await send('GET', `/api/v1/claims/${own.id}`, { as })).status).toBe(200);
		for (const path of ['', '/history'])
			expect((await send('GET', `/api/v1/claims/${others.id}${path}`, { as })).status).toBe(404);
		const body = { reason: 'not mine' };
		expect((await send('POST', `/api/v1/claims/${others.id}/voids`, { as, body })).status).toBe(404);
	}
});

test.each([
	{ role: 'member', member_id: crypto.randomUUID() },
	{ role: 'group', group_id: PROVIDER },
] as const)('a token of a $role that has no claims here sees none', async (as) => {
	expect((await send('GET', '/api/v1/claims', { as })).body.data).toEqual([]);
});

test('a provider sees what it submitted at once, before adjudication has found out who it is', async () => {
	const as = { role: 'provider', provider_id: CLINIC } as const;
	const { body } = await send('POST', '/api/v1/claims', { as, body: aClaim() });
	expect(body.data.provider_id).toBe(as.provider_id);
	expect((await send('GET', `/api/v1/claims/${body.data.id}`, { as })).status).toBe(200);
});
