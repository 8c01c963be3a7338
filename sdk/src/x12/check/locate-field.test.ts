import { expect, test } from 'bun:test';
import { checkClaim, PayerRule } from '../../claim';
import { Acknowledger } from '../acknowledge/acknowledgement';
import { write277ca } from '../acknowledge/write-277ca';
import { write999 } from '../acknowledge/write-acknowledgements';
import { readClaims } from '../claims/read-claims';
import { aClaim, collect, inPieces, join, replaceSegment, sampleSegments } from '../test-support/sample-837';
import { placeFinding } from './claim-place';
import { FieldLocator } from './locate-field';

/** Two claims of one patient; all that is wrong is in the second. */
const CLAIMS = [
	['CLM*A1*10***11:B:1*Y*A*Y*Y', 'HI*ABK:J069', 'LX*1', 'SV1*HC:99213*10*UN*1***1', 'DTP*472*D8*20260301'],
	[
		'CLM*A2*30***11:B:7*Y*A*Y*Y',
		'REF*G1*AUTH1',
		'HI*ABK:J069*ABF:9Z9',
		'NM1*82*1*DOE*JOHN****XX*1234567890',
		'LX*1',
		'SV1*HC:99213*10*UN*1***1',
		'DTP*472*D8*20260301',
		'LX*2',
		'SV1*HC:9921:25:!!*20*UN*1***1:9',
		'DTP*472*RD8*20260301-20260228',
		'REF*6R*L2',
		'NM1*82*1*ROE*JANE****XX*1234567890',
	],
];
const rule = PayerRule.parse({
	code: 'OUR_GROUPS',
	message: 'our groups begin with X',
	field: 'subscriber.group_number',
	pattern: 'X.*',
});

/** Production data: in test data an NPI may be made up. */
const segments = sampleSegments({ claims: CLAIMS }).map((segment) => segment.replace('*0*T*:', '*0*P*:'));

/** Read in pieces of a few bytes, so that every claim crosses the border of a block. */
async function found() {
	const readings = await collect(
		readClaims(inPieces(new TextEncoder().encode(join(segments)), 61) as never, { origins: true }),
	);
	return readings.flatMap((reading) => {
		if (reading.kind !== 'claim' || !reading.origin) return [];
		const { claim, origin } = reading;
		const locator = new FieldLocator(claim, origin);
		const findings = checkClaim(claim, { payerRules: [rule] });
		return [{ claim, placed: findings.flatMap((finding) => placeFinding(claim, finding, locator) ?? []) }];
	});
}

/** Where a finding points, as the file has it. */
const pointedAt = ({ segment, element = 0 }: { segment: number; element?: number | undefined }) =>
	`${segments[segment - 1]?.split('*')[0]}${element}=${segments[segment - 1]?.split('*')[element]}`;

test('each finding points at its own segment, element and component', async () => {
	const [first, second] = await found();
	expect(first?.placed.map((one) => [one.code, pointedAt(one)])).toEqual([['OUR_GROUPS', 'SBR3=GRP1']]);
	expect(
		second?.placed.map((one) => [
			one.code,
			one.loop,
			pointedAt(one),
			one.component,
			one.value ?? one.is_missing,
		]),
	).toEqual([
		['ORIGINAL_NUMBER', '2300', 'CLM2=30', undefined, 'segment'],
		['LINE_DATE_ORDER', '2400', 'DTP3=20260301-20260228', undefined, '20260301-20260228'],
		['POINTER_RANGE', '2400', 'SV17=1:9', 2, '9'],
		['NPI', '2310B', 'NM19=1234567890', undefined, '1234567890'],
		['NPI', '2420A', 'NM19=1234567890', undefined, '1234567890'],
		['DIAGNOSIS_CODE', '2300', 'HI2=ABF:9Z9', 2, '9Z9'],
		['PROCEDURE_CODE', '2400', 'SV11=HC:9921:25:!!', 2, '9921'],
		['MODIFIER', '2400', 'SV11=HC:9921:25:!!', 4, '!!'],
		['OUR_GROUPS', '2000B', 'SBR3=GRP1', undefined, 'GRP1'],
	]);
	// Counted from ST, which is the third segment of this file.
	for (const { segment, transaction_segment } of second?.placed ?? [])
		expect(segment - (transaction_segment ?? 0)).toBe(2);
});

test('another payer who is not there is missed at the claim, not at the beginning of the file', async () => {
	const claim = aClaim('A1');
	const text = replaceSegment(join(sampleSegments({ claims: [claim] })), 'SBR*P', 'SBR*S*18*GRP1******CI');
	const [reading] = await collect(readClaims(text, { origins: true }));
	if (reading?.kind !== 'claim' || !reading.origin) throw new Error('no claim');
	const locator = new FieldLocator(reading.claim, reading.origin);
	const [finding] = checkClaim(reading.claim).filter(({ code }) => code === 'OTHER_PAYER');
	if (!finding) throw new Error('nothing found');
	expect(text.split('~')[(placeFinding(reading.claim, finding, locator)?.segment ?? 0) - 1]).toBe(
		claim[0] ?? '',
	);
});

test('the 999 and the 277CA tell them there, with the claim that is meant', async () => {
	const [, second] = await found();
	if (!second) throw new Error('no second claim');
	const acknowledger = new Acknowledger();
	for (const reading of await collect(readClaims(join(segments)))) {
		if (reading.kind === 'claim' && reading.claim.claim_id === 'A2') {
			acknowledger.add({
				kind: 'rejected',
				claim_id: 'A2',
				claim: second.claim,
				problems: [],
				warnings: [],
				source: second.claim.source,
				text: '',
				context: '',
				envelope: '',
			});
			for (const one of second.placed) if (one.code !== 'OUR_GROUPS') acknowledger.note(one, 'A2');
		} else acknowledger.add(reading);
	}
	const [outcome] = acknowledger.outcomes();
	if (!outcome) throw new Error('nothing to answer');
	const options = { controlNumber: 1, at: '2026-03-03T09:00' };
	expect(write999(outcome, options).split('~').slice(5, -4)).toMatchInlineSnapshot(`
	  [
	    "IK3*REF*24*2300*I6",
	    "CTX*CLM01:A2",
	    "IK3*HI*26*2300*8",
	    "CTX*CLM01:A2",
	    "IK4*2:2**7*9Z9",
	    "IK3*NM1*27*2310B*8",
	    "CTX*CLM01:A2",
	    "IK4*9*67*I12*1234567890",
	    "IK3*SV1*32*2400*8",
	    "CTX*CLM01:A2",
	    "IK4*7:2**I12*9",
	    "IK4*1:2**7*9921",
	    "IK4*1:4**7*!!",
	    "IK3*DTP*33*2400*8",
	    "CTX*CLM01:A2",
	    "IK4*3*1251*I12*20260301-20260228",
	    "IK3*NM1*35*2420A*8",
	    "CTX*CLM01:A2",
	    "IK4*9*67*I12*1234567890",
	    "IK5*E*5",
	    "AK9*E*1*1*1",
	  ]
	`);
	const [transaction] = outcome.groups[0]?.transactions ?? [];
	const claims =
		transaction?.claims.map((one) => (one.isAccepted ? one : { ...one, problems: second.placed })) ?? [];
	const answered = transaction && { ...transaction, claims };
	const groups = outcome.groups.map((group) => ({ ...group, transactions: answered ? [answered] : [] }));
	const text = write277ca({ ...outcome, groups }, { ...options, payer: { name: 'P', id: 'P' } });
	expect(text.slice(text.indexOf('TRN*2*A2')).split('~').slice(1, -4)).toMatchInlineSnapshot(`
	  [
	    "STC*A6:464*20260303*U*30.00********REF02 a replacement or void does not name the payer’s number of the original claim",
	    "STC*A8:187*20260303*U*30.00********DTP03 a service ends before it began",
	    "STC*A8:477*20260303*U*30.00********SV107-2 a pointer points at no diagnosis of the claim",
	    "DTP*472*RD8*20260228-20260301",
	    "SVC*HC:9921:25:!!*20.00*****1",
	    "STC*A8:187*20260303*U*********DTP03 a service ends before it began",
	    "STC*A8:477*20260303*U*********SV107-2 a pointer points at no diagnosis of the claim",
	    "STC*A7:562:82*20260303*U*********NM109 the check digit of the NPI is wrong",
	    "REF*FJ*L2",
	    "DTP*472*RD8*20260301-20260228",
	  ]
	`);
});
