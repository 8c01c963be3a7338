import { afterAll, expect, test } from 'bun:test';
import { aClaim, startClaims } from '../setup';

const { platform, send, stop } = await startClaims();
afterAll(stop);
const { sql } = platform;

const submit = async (): Promise<string> =>
	(await send('POST', '/api/v1/claims', { body: aClaim() })).body.data.id;
/** What is counted, without where nobody stands. */
async function counts(): Promise<Record<string, number>> {
	const { body } = await send('GET', '/api/v1/claim-counts');
	return Object.fromEntries(Object.entries<number>(body.data.statuses).filter(([, claims]) => claims > 0));
}
const asCounted = async () =>
	Object.fromEntries(
		await sql<{ status: string; claims: number }[]>`
			select status, count(*)::int as claims from claims group by status`.then((rows) =>
			rows.map(({ status, claims }) => [status, claims]),
		),
	);

test('claims are counted where they stand, with every status named', async () => {
	const [stays, goes] = [await submit(), await submit()];
	await sql`update claims set status = 'adjudicating' where id = any (${[stays, goes]}::uuid[])`;
	await sql`update claims set status = case id when ${goes}::uuid then 'paid' else 'pended' end
		where id = any (${[stays, goes]}::uuid[])`;
	await submit();
	expect(await counts()).toEqual({ received: 1, pended: 1, paid: 1 });
	const { body } = await send('GET', '/api/v1/claim-counts');
	expect(body.data.statuses).toMatchObject({ adjudicating: 0, voided: 0 });
});

test('counts stay right when changes are folded together, also beside writers that have not committed', async () => {
	const id = await submit();
	const before = await counts();
	await sql.begin(async (tx) => {
		await tx`update claims set status = 'denied' where id = ${id}`;
		await Promise.all([1, 2, 3].map(() => sql`select fold_claim_counts()`));
		expect(await counts()).toEqual(before);
	});
	await sql`select fold_claim_counts()`;
	expect(await sql`select from claim_count_changes`).toBeEmpty();
	expect(await counts()).toEqual(await asCounted());
});

test('what a transaction took back was never counted', async () => {
	const before = await counts();
	const id = await submit();
	const given = Error('given up');
	await sql
		.begin(async (tx) => {
			await tx`update claims set status = 'voided' where id = ${id}`;
			await tx`select fold_claim_counts()`;
			throw given;
		})
		.catch((error) => expect(error).toBe(given));
	expect(await counts()).toEqual({ ...before, received: (before.received ?? 0) + 1 });
});

test('counts are not for a token that is limited to its own rows', async () => {
	const member = { role: 'member', member_id: Bun.randomUUIDv7(), scopes: ['claims:read'] } as const;
	const { status, body } = await send('GET', '/api/v1/claim-counts', { as: member });
	expect([status, body.error.code]).toEqual([403, 'SCOPE_MISSING']);
});
