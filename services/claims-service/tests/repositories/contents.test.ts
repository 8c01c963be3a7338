import { afterAll, expect, test } from 'bun:test';
import { aClaim, aLine, startClaims } from '../setup';

const { admin, send, stop } = await startClaims();
afterAll(stop);

const LINE = aLine();

test.each([
	['as it is', 12, null],
	['compressed', 60, 'pglz'],
] as const)('a claim is stored %s where it has %d lines', async (_, count, compression) => {
	const lines = Array.from({ length: count }, (_, at) => ({ ...LINE, number: at + 1 }));
	const total_charge = String(count * Number(LINE.charge));
	const { body } = await send('POST', '/api/v1/claims', { body: aClaim({ lines, total_charge }) });
	const [stored] = await admin`
		select octet_length(content::text) as length, pg_column_compression(content) as compression
		from claims_service.claim_contents where claim_id = ${body.data.id}`;
	expect(stored?.length).toBeGreaterThan(2_032);
	expect(stored?.compression).toBe(compression);
});
