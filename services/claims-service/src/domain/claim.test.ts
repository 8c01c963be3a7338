import { expect, test } from 'bun:test';
import { receiveClaim } from './claim';
import { aSubmittedClaim, aSubmittedLine } from './submitted-claim.builders';

const receipt = {
	id: 'claim-1',
	claim_number: 'CLM-2026-00000001',
	family_key: 'family-1',
	received_at: '2026-11-23T10:00:00.000Z',
	received_on: '2026-11-23',
	batch_id: null,
	replaces_id: null,
	member_id: null,
	provider_id: null,
	warnings: [],
};

test('a claim spans its lines from the first day of care to the last', () => {
	const lines = [
		aSubmittedLine({ service_date: '2026-03-05' }),
		aSubmittedLine({ service_date: '2026-03-02', service_date_end: '2026-03-09' }),
	];
	expect(receiveClaim(aSubmittedClaim({ lines }), receipt)).toMatchObject({
		service_from: '2026-03-02',
		service_to: '2026-03-09',
	});
});

test('a predetermination without dates spans nothing', () => {
	const lines = [aSubmittedLine({ service_date: undefined })];
	expect(receiveClaim(aSubmittedClaim({ use: 'predetermination', lines }), receipt)).toMatchObject({
		service_from: null,
		service_to: null,
	});
});

test('a received claim is not decided, and its first move is its receipt', () => {
	expect(receiveClaim(aSubmittedClaim(), receipt)).toMatchObject({
		status: 'received',
		version: 1,
		decision_id: null,
		paid: null,
		updated_at: receipt.received_at,
	});
});
