import { describe, expect, test } from 'bun:test';
import { Acknowledgement } from '../../claim';
import type { ByteSource } from '../byte-stream';
import { readClaims } from '../claims/read-claims';
import { detectX12 } from '../detect';
import { aClaim, collect, inPieces, sample837 } from '../test-support/sample-837';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import { Acknowledger } from './acknowledgement';
import { readAcknowledgements } from './read-acknowledgements';
import { write999 } from './write-acknowledgements';
import { writeTa1 } from './write-ta1';

const options = { controlNumber: 5, at: '2026-03-03T09:00' };

async function outcomeOf(text: string) {
	const acknowledger = new Acknowledger();
	for await (const reading of readClaims(text, { check: true })) acknowledger.add(reading);
	const [outcome] = acknowledger.outcomes();
	if (!outcome) throw new Error('nothing was received');
	return outcome;
}

async function documents(source: ByteSource): Promise<Acknowledgement[]> {
	const readings = await collect(readAcknowledgements(source));
	return readings.flatMap((reading) =>
		reading.kind === 'document' ? [Acknowledgement.parse(reading.document)] : [],
	);
}

test('a 999 that was written is read as it was meant: which transaction, segment and element, and why', async () => {
	const claims = [aClaim('A1'), ['CLM*A2*-5***11:B:1*Y*A*Y*Y', ...aClaim().slice(1)]];
	const [acknowledgement] = await documents(write999(await outcomeOf(sample837({ claims })), options));
	expect(acknowledgement).toMatchObject({
		acknowledges: 'group',
		status: 'accepted_with_errors',
		group: {
			functional_code: 'HC',
			control_number: '1',
			version: '005010X222A1',
			included: 1,
			received: 1,
			accepted: 1,
			codes: [],
		},
		transactions: [
			{
				transaction: '837',
				control_number: '0001',
				status: 'accepted_with_errors',
				codes: ['5'],
				errors: [
					{
						segment: 'CLM',
						position: 27,
						loop: '2300',
						code: '8',
						elements: [{ element: 2, reference: '782', code: 'I12', value: '-5' }],
					},
				],
			},
		],
	});
});

test('a TA1 is read beside the group that follows it', async () => {
	const outcome = await outcomeOf(sample837().replace('IEA*1*000000001', 'IEA*1*000000002'));
	const [isa = '', ta1 = ''] = writeTa1(outcome, options).split('~');
	const group = write999(outcome, options).split('~').slice(1).join('~');
	const read = await documents(`${[isa, ta1].join('~')}~${group}`);
	expect(read).toMatchObject([
		{
			acknowledges: 'interchange',
			status: 'accepted_with_errors',
			interchange: { control_number: '000000001', date: '2026-03-02', time: '10:30', code: '001' },
			source: { format: 'x12-ta1', interchange_control_number: '000000005', segment: 2 },
		},
		{ acknowledges: 'group', status: 'accepted' },
	]);
	expect(detectX12(new TextEncoder().encode(writeTa1(outcome, options)))?.name).toBe('TA1');
});

test('a status that nobody knows is no acceptance, and an answer without one is refused', async () => {
	const answer = write999(await outcomeOf(sample837()), options);
	const [odd] = await collect(readAcknowledgements(answer.replace('IK5*A', 'IK5*Q')));
	expect(odd).toMatchObject({
		kind: 'document',
		document: { transactions: [{ status: 'rejected' }] },
		warnings: [{ code: 'CODE_INVALID', segment_id: 'IK5', element: 1 }],
	});
	const [without] = await collect(readAcknowledgements(answer.replace(/AK9[^~]*~/, '')));
	expect(without).toMatchObject({ kind: 'rejected', problems: [{ code: 'LOOP_MISSING' }] });
});

describe.skipIf(!hasSharedData)('the real acknowledgements (skipped without ../shared/data)', () => {
	const files = sharedFiles('x12/999-997-ta1-824');
	const read = (part: string) => documents(files.find(({ name }) => name.includes(part))?.bytes() ?? '');

	test('one transaction set of three is accepted, and the errors of the others have their place', async () => {
		const [acknowledgement] = await read('response-to-functional-group');
		expect(acknowledgement).toMatchObject({
			status: 'partially_accepted',
			group: { functional_code: 'HC', control_number: '17456', included: 3, received: 3, accepted: 1 },
			transactions: [
				{ control_number: '0001', status: 'accepted', errors: [] },
				{
					control_number: '0002',
					status: 'rejected',
					codes: ['5'],
					errors: [
						{
							segment: 'CLM',
							position: 22,
							code: '8',
							elements: [{ element: 2, reference: '782', code: '1' }],
							context: ['CLM01:123456789'],
						},
					],
				},
				{
					control_number: '0003',
					status: 'rejected',
					errors: [
						{
							segment: 'REF',
							position: 57,
							code: '3',
							elements: [],
							context: ['SITUATIONAL TRIGGER CLM 43 5:3', 'CLM01:987654321'],
						},
					],
				},
			],
		});
	});

	test('a plain acceptance, by a 999 and by the 997 of 4010', async () => {
		expect(await read('x12_999_accepted')).toMatchObject([
			{
				status: 'accepted',
				transactions: [{ transaction: '837', control_number: '0001', status: 'accepted' }],
			},
		]);
		expect(await read('FA997')).toMatchObject([
			{
				status: 'accepted',
				group: { functional_code: 'AG', control_number: '160', received: 1, accepted: 1 },
				transactions: [{ transaction: '824', control_number: '0160', status: 'accepted', errors: [] }],
			},
		]);
	});

	test('two TA1 in one interchange', async () => {
		const of = (number: string) => ({
			acknowledges: 'interchange',
			status: 'accepted',
			interchange: { control_number: number, date: '2011-09-22', time: '05:12' },
		});
		expect(await read('TechnicalAcknowledgment')).toMatchObject([of('0659'), of('0660')]);
	});

	test.each(files)('$name is read the same in pieces', async ({ bytes }) => {
		const whole = await documents(bytes());
		expect(whole).not.toBeEmpty();
		expect(await documents(inPieces(bytes(), 7))).toEqual(whole);
	});
});
