import { afterAll, expect, test } from 'bun:test';
import { aClaim, startClaims } from '../setup';

const { platform, send, stop } = await startClaims();
afterAll(stop);

const submit = async (): Promise<string> => {
	const { body } = await send('POST', '/api/v1/claims', { body: aClaim() });
	return body.data.id;
};
const standingOf = async (id: string) => {
	const rows = await platform.sql<
		{ status: string }[]
	>`select status from claim_standings where claim_id = ${id}`;
	return rows.map(({ status }) => status);
};

test('a claim stands where its last move took it, and nowhere else', async () => {
	const [stays, goes] = [await submit(), await submit()];
	await platform.sql`update claims set status = 'approved' where id = any (${[stays, goes]}::uuid[])`;
	await platform.sql`update claims set status = case id when ${goes}::uuid then 'paid' else status end, version = version + 1
		where id = any (${[stays, goes]}::uuid[])`;
	expect(await standingOf(stays)).toEqual(['approved']);
	expect(await standingOf(goes)).toEqual(['paid']);
	const { body } = await send('GET', '/api/v1/claims?status=paid');
	expect(body.data.map(({ id }: { id: string }) => id)).toEqual([goes]);
});

test('a claim is found by whose it is, and no longer by whose it was', async () => {
	const id = await submit();
	const newId = () => Bun.randomUUIDv7();
	const [before, now, provider] = [newId(), newId(), newId()] as const;
	const found = async (query: string) => {
		const { body } = await send('GET', `/api/v1/claims?${query}`);
		return body.data.map((claim: { id: string }) => claim.id);
	};
	await platform.sql`update claims set member_id = ${before}, provider_id = ${provider} where id = ${id}`;
	expect(await found(`member_id=${before}&provider_id=${provider}`)).toEqual([id]);
	await platform.sql`update claims set member_id = ${now} where id = ${id}`;
	expect(await found(`member_id=${before}`)).toEqual([]);
	expect(await found(`member_id=${now}`)).toEqual([id]);
	await platform.sql`update claims set member_id = ${before} where id = ${id}`;
	expect(await found(`member_id=${before}`)).toEqual([id]);
});
