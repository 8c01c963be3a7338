import { afterAll, expect, test } from 'bun:test';
import { startUpstream } from '@claims-askes/chassis/testing/upstream';
import { createAskes } from '@claims-askes/sdk';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { aPredetermination } from '../../../../sdk/src/fhir/test-support';
import { aClaim, aLine, startClaims } from '../setup';

const would = aPredetermination();
const adjudication = startUpstream({ 'POST /api/v1/predeterminations': { status: 201, data: would } });
const { send, count, stop } = await startClaims(
	{},
	{ onBehalfOf: ({ bearer = '' }) => createAskes({ baseUrl: adjudication.url, auth: bearer }) },
);
afterAll(() => Promise.all([stop(), adjudication.close()]));

const ask = (changes: Partial<CanonicalClaim> = {}) =>
	send('POST', '/api/v1/predeterminations', { body: aClaim({ use: 'predetermination', ...changes }) });

test('care to come, also without a date, is answered by what would be decided, and nothing is stored', async () => {
	const { service_date: _, ...undated } = aLine();
	for (const line of [aLine({ service_date: '2999-01-01' }), undated]) {
		const { status, body } = await ask({ lines: [line as never] });
		expect([status, body.data]).toEqual([201, would]);
	}
	expect(await count('claims_service.claims')).toBe(0);
	expect(await count('claims_service.outbox')).toBe(0);
});

test.each<[string, Partial<CanonicalClaim>, string]>([
	['a claim', { use: 'claim' }, 'USE_NOT_A_PREDETERMINATION'],
	['a replacement', { frequency_code: '7' }, 'CORRECTION_OF_NOTHING'],
	['a sum that is none', { total_charge: '1.00' }, 'CHARGES_DO_NOT_SUM'],
])('%s is refused at the door, and nobody is asked', async (_, changes, code) => {
	const before = adjudication.asked.length;
	const { status, body } = await ask(changes);
	expect([status, body.error.code]).toEqual([422, 'CLAIM_REJECTED']);
	expect(body.error.details.map((detail: { code: string }) => detail.code)).toEqual([code]);
	expect(adjudication.asked).toHaveLength(before);
});

test('a predetermination is no claim, and says where it is asked', async () => {
	const { body } = await send('POST', '/api/v1/claims', { body: aClaim({ use: 'predetermination' }) });
	expect(body.error.details).toMatchObject([{ field: 'use', code: 'USE_NOT_A_CLAIM' }]);
});
