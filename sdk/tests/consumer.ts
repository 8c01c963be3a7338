/** A program of an integrator, checked by package.slow.test.ts as theirs is: nothing that the SDK gives is `any`. */

import { allItems, createAskes } from '@claims-askes/sdk';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { readCsvClaims } from '@claims-askes/sdk/csv';
import { subscribeToEvents } from '@claims-askes/sdk/events';
import { readFhirClaims } from '@claims-askes/sdk/fhir';
import { readNdjson } from '@claims-askes/sdk/ndjson';
import { mockAskes } from '@claims-askes/sdk/testing';
import { readClaims, readRemittances } from '@claims-askes/sdk/x12';

type Known<T> = 0 extends 1 & T ? never : T;
const known = <T>(value: Known<T>): T => value;

export async function follow(claim: CanonicalClaim): Promise<void> {
	const askes = createAskes({ baseUrl: 'https://claims.example.com', auth: 'a-token' });
	const params = { header: { 'Idempotency-Key': 'mine' } };
	const { data } = await askes.claims.POST('/api/v1/claims', { body: claim, params });
	if (!data) return;
	const { id } = known(data.data);
	await askes.members.PATCH('/api/v1/members/{id}', {
		params: { path: { id }, header: { 'If-Match': '"3"' } },
		body: { given_name: 'Citra' },
	});
	for await (const payment of allItems((cursor) =>
		askes.payments.GET('/api/v1/payments', { params: { query: { cursor } } }),
	))
		known(payment.amount);
	subscribeToEvents({
		url: 'mqtt://broker.example.com',
		auth: 'a-token',
		events: ['claim.adjudicated'],
		onEvent: (event) => known(event.data.claim_id),
	});
	for (const read of [readClaims, readRemittances, readFhirClaims, readCsvClaims, readNdjson]) known(read);
	for await (const reading of readClaims('ISA')) known(reading);
}

const mock = mockAskes();
const CLAIM = '/api/v1/claims/{id}';
export const denied = mock.answer('claims', 'GET', CLAIM, {
	...mock.example('claims', 'GET', CLAIM),
	status: 'denied',
});
// @ts-expect-error: no claim has such a status
mock.answer('claims', 'GET', CLAIM, { ...mock.example('claims', 'GET', CLAIM), status: 'lost' });
