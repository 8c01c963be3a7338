import {
	address,
	bystander,
	claimTransaction,
	lineAdjudication,
	numbers,
	otherPayerName,
	otherSubscriberName,
	provider,
	referrers,
	UNUSED_IN_CLAIM,
} from './837-shared';
import { type LoopSpec, loop, type TransactionSpec } from './loop-spec';

/** Health Care Claim: Dental, 005010X224A2 and 004010X097A1. */

const CLAIM_SEGMENTS = [
	'DTP*439,452,472,050,435,096 x6',
	'DN1',
	'DN2 x35',
	'PWK x10',
	'CN1',
	'AMT*F5,MA x2',
	'REF*G3,4N,F8,9F,G1,9A,9C,D9 x8',
	'K3 x10',
	'NTE x20',
	'HI',
	'HCP',
];

const LINE_SEGMENTS = [
	'SV3 !',
	'TOO x32',
	'DTP*472,441,452,446,196,198 x6',
	'CN1',
	'REF*G3,G1,9A,9C,6R,9F,9B,9D x8',
	'AMT*T',
	'QTY',
	'K3 x10',
	'NTE x10',
	'HCP',
];

const line = loop('2400', 'Service line', 'LX !', {
	segments: LINE_SEGMENTS,
	loops: [
		provider('2420A', 'Rendering provider', 'NM1*82', 'rendering_provider', ['PRV*PE', ...numbers(20)]),
		bystander('2420B', 'Assistant surgeon', 'NM1*DD', ['PRV*AS', ...numbers(20)]),
		provider('2420C', 'Supervising provider', 'NM1*DQ', 'supervising_provider', numbers(20)),
		provider('2420D', 'Service facility', 'NM1*77', 'service_facility', [...address, ...numbers(3)]),
		bystander('2420E', 'Other payer’s authorization', 'NM1*PR', numbers(2)),
		lineAdjudication,
	],
});

const claim: LoopSpec = loop('2300', 'Claim', 'CLM', {
	segments: CLAIM_SEGMENTS,
	requires: { CLM: [6, 7, 8, 9] },
	unused: UNUSED_IN_CLAIM,
	loops: [
		...referrers('2310A', ['PRV*RF', ...numbers(5)]),
		provider('2310B', 'Rendering provider', 'NM1*82', 'rendering_provider', ['PRV*PE', ...numbers(5)]),
		provider('2310C', 'Service facility', 'NM1*77,FA', 'service_facility', [
			...address,
			...numbers(5),
			'PER*IC',
		]),
		provider('2310D', 'Assistant surgeon', 'NM1*DD', 'assistant_surgeon', ['PRV*AS', ...numbers(5)]),
		provider('2310E', 'Supervising provider', 'NM1*DQ', 'supervising_provider', numbers(5)),
		loop('2320', 'Other payer’s claim', 'SBR', {
			segments: ['CAS x5', 'AMT x10', 'DMG', 'OI !', 'MOA'],
			loops: [
				otherSubscriberName,
				{ ...otherPayerName, segments: [...otherPayerName.segments, 'REF*G3'] },
				bystander('2330C', 'Other payer’s patient or referring provider', 'NM1*QC,DN,P3', numbers(3)),
				bystander('2330D', 'Other payer’s rendering provider', 'NM1*82', numbers(3)),
				bystander('2330E', 'Other payer’s supervising provider', 'NM1*DQ', numbers(3)),
				bystander('2330F', 'Other payer’s billing provider', 'NM1*85', numbers(2)),
				bystander('2330G', 'Other payer’s service facility', 'NM1*77', numbers(3)),
				bystander('2330H', 'Other payer’s assistant surgeon', 'NM1*DD', numbers(3)),
			],
		}),
		line,
	],
});

export const DENTAL_5010: TransactionSpec = {
	name: '837D',
	transaction: '837',
	versions: ['005010X224'],
	root: claimTransaction(claim, { isOld: false }),
};

export const DENTAL_4010: TransactionSpec = {
	name: '837D',
	transaction: '837',
	versions: ['004010X097'],
	root: claimTransaction(claim, { isOld: true }),
};
