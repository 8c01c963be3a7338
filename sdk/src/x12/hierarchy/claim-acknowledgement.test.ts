import { describe, expect, test } from 'bun:test';
import { ClaimAcknowledgement } from '../../claim';
import { Acknowledger } from '../acknowledge/acknowledgement';
import { write277ca } from '../acknowledge/write-277ca';
import { readClaims } from '../claims/read-claims';
import { aClaim, collect, sample837 } from '../test-support/sample-837';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import { readClaimAcknowledgements } from './claim-acknowledgement';
import { readClaimStatusResponses } from './claim-status';

async function answerTo(text: string): Promise<string> {
	const acknowledger = new Acknowledger();
	for await (const reading of readClaims(text, { check: true })) acknowledger.add(reading);
	const [outcome] = acknowledger.outcomes();
	if (!outcome) throw new Error('nothing was received');
	return write277ca(outcome, {
		controlNumber: 5,
		at: '2026-03-03T09:00',
		payer: { name: 'PAYER ONE', id: 'P1' },
		numberOf: ({ claim_id }) => `CLM-${claim_id}`,
	});
}

async function documents(source: string | Uint8Array): Promise<ClaimAcknowledgement[]> {
	const readings = await collect(readClaimAcknowledgements(source));
	expect(readings.filter(({ kind }) => kind !== 'document')).toEqual([]);
	return readings.flatMap((reading) =>
		reading.kind === 'document' ? [ClaimAcknowledgement.parse(reading.document)] : [],
	);
}

test('the 277CA that answers an 837 says which claims were taken in, which were not, and why', async () => {
	const bad = ['CLM*A2*150***11:B:1*Y*A*Y*Y', 'LX*1', 'SV1*HC:99213*150*UN*1', 'DTP*472*D8*20269999'];
	const [submission, provider, ...claims] = await documents(
		await answerTo(sample837({ claims: [aClaim('A1'), bad, aClaim('A3')] })),
	);
	expect(submission).toMatchObject({
		acknowledges: 'submission',
		accepted: true,
		submitter: { name: 'BILLING SERVICE' },
		batch_reference: 'B1',
		received_on: '2026-03-03',
		charge: '450.00',
		totals: { accepted: { claims: 2, charge: '300.00' }, rejected: { claims: 1, charge: '150.00' } },
	});
	expect(provider).toMatchObject({
		acknowledges: 'provider',
		provider: { npi: '1234567893' },
		totals: { accepted: { claims: 2 }, rejected: { claims: 1 } },
	});
	expect(claims).toMatchObject([
		{
			acknowledges: 'claim',
			accepted: true,
			claim_id: 'A1',
			payer_claim_number: 'CLM-A1',
			charge: '150.00',
			service_date: '2026-03-01',
			patient: { last_name: 'SMITH', member_id: 'M1' },
			statuses: [{ category: 'A2', status: '20', action: 'WQ' }],
		},
		{
			accepted: false,
			claim_id: 'A2',
			statuses: [{ category: 'A7', status: '187', action: 'U', message: 'DTP03 this is no calendar date' }],
		},
		{ accepted: true, claim_id: 'A3' },
	]);
});

test('claims of a sender who numbers patients as other answers do are claims all the same, each with its own number', async () => {
	const told = (await answerTo(sample837({ claims: [aClaim('A1'), aClaim('A2')] }))).replace('*PT~', '*22~');
	const claims = (await documents(told.replace('*PT~', '*23~'))).filter(
		({ acknowledges }) => acknowledges === 'claim',
	);
	expect(claims).toMatchObject([{ claim_id: 'A1' }, { claim_id: 'A2' }]);
	expect(JSON.stringify(claims)).not.toContain('"TRN"');
});

test('a 277CA is no answer to a 276, nor the other way round', async () => {
	const answer = await answerTo(sample837());
	expect(await collect(readClaimStatusResponses(answer))).toMatchObject([
		{ kind: 'problem', problem: { code: 'VERSION_UNSUPPORTED' } },
	]);
	expect(await collect(readClaimAcknowledgements(answer.replaceAll('X214', 'X212')))).toMatchObject([
		{ kind: 'problem', problem: { code: 'VERSION_UNSUPPORTED' } },
	]);
});

describe.skipIf(!hasSharedData)('the real 277CA (skipped without ../shared/data)', () => {
	test('one claim was accepted, as the totals say', async () => {
		const [file] = sharedFiles('x12/277ca');
		expect(await documents(file?.bytes() ?? '')).toMatchObject([
			{ acknowledges: 'submission', accepted: true, totals: { accepted: { claims: 1, charge: '125.00' } } },
			{
				acknowledges: 'claim',
				accepted: true,
				claim_id: '5781',
				payer_claim_number: '1107000000014420',
				charge: '125.00',
				provider: { last_name: 'OCTOR', npi: '1234567890' },
				patient: { last_name: 'TPATIENT', member_id: 'LL99999X' },
				statuses: [{ category: 'A2', status: '20', date: '2011-03-11' }],
			},
		]);
	});
});
