import {
	address,
	bystander,
	claimTransaction,
	drug,
	lineAdjudication,
	numbers,
	otherPayerName,
	otherSubscriberName,
	provider,
	referrers,
	UNUSED_IN_CLAIM,
} from './837-shared';
import { type LoopSpec, loop, type TransactionSpec } from './loop-spec';

/** Health Care Claim: Institutional, 005010X223, its predetermination X292, and 004010X096A1. */

const CLAIM_SEGMENTS = [
	'DTP*096',
	'DTP*434 !',
	'DTP*435',
	'DTP*050',
	'CL1',
	'PWK x10',
	'CN1',
	'AMT*F3,F5 x2',
	'REF*4N,9F,G1,F8,9A,9C,LX,D9,LU,EA,P4,G4,1J,T4,DD x20',
	'K3 x10',
	'NTE*ALG,DCP,DGN,DME,MED,NTR,ODT,RHB,RLH,RNH,SET,SFM,SPT,UPI x10',
	'NTE*ADD',
	'CRC*ZZ x3',
	'HI x40',
	'HCP',
];

const LINE_SEGMENTS = ['SV2 !', 'PWK x10', 'DTP*472', 'REF*6R,9B,9D x3', 'AMT*GT,N8 x2', 'NTE*TPO', 'HCP'];

const line = loop('2400', 'Service line', 'LX !', {
	segments: LINE_SEGMENTS,
	loops: [
		drug(['CTP !', 'REF*VY,XZ']),
		provider('2420A', 'Operating physician', 'NM1*72', 'operating_provider', numbers(20)),
		bystander('2420B', 'Other operating physician', 'NM1*ZZ', numbers(20)),
		provider('2420C', 'Rendering provider', 'NM1*82', 'rendering_provider', numbers(20)),
		provider('2420D', 'Referring provider', 'NM1*DN', 'referring_provider', numbers(20)),
		lineAdjudication,
	],
});

const otherSubscriber = loop('2320', 'Other payer’s claim', 'SBR', {
	segments: ['CAS x5', 'AMT*D', 'AMT*EAF', 'AMT*A8', 'OI !', 'MIA', 'MOA'],
	loops: [
		otherSubscriberName,
		otherPayerName,
		bystander('2330C', 'Other payer’s attending provider', 'NM1*71', numbers(4)),
		bystander('2330D', 'Other payer’s operating physician', 'NM1*72', numbers(4)),
		bystander('2330E', 'Other payer’s other operating physician', 'NM1*ZZ', numbers(4)),
		bystander('2330F', 'Other payer’s service facility', 'NM1*77', numbers(3)),
		bystander('2330G', 'Other payer’s rendering provider', 'NM1*82', numbers(4)),
		bystander('2330H', 'Other payer’s referring provider', 'NM1*DN', numbers(3)),
		bystander('2330I', 'Other payer’s billing provider', 'NM1*85', numbers(2)),
	],
});

const claim: LoopSpec = loop('2300', 'Claim', 'CLM', {
	segments: CLAIM_SEGMENTS.map((segment) => (segment === 'CL1' ? 'CL1 !' : segment)),
	requires: { CLM: [7, 8, 9], CL1: [3] },
	unused: UNUSED_IN_CLAIM,
	loops: [
		provider('2310A', 'Attending provider', 'NM1*71', 'attending_provider', ['PRV*AT', ...numbers(4)]),
		provider('2310B', 'Operating physician', 'NM1*72', 'operating_provider', numbers(4)),
		bystander('2310C', 'Other operating physician', 'NM1*ZZ', numbers(4)),
		provider('2310D', 'Rendering provider', 'NM1*82', 'rendering_provider', numbers(4)),
		provider('2310E', 'Service facility', 'NM1*77', 'service_facility', [...address, ...numbers(3)]),
		provider('2310F', 'Referring provider', 'NM1*DN', 'referring_provider', numbers(3)),
		otherSubscriber,
		line,
	],
});

export const INSTITUTIONAL_5010: TransactionSpec = {
	name: '837I',
	transaction: '837',
	versions: ['005010X223'],
	root: claimTransaction(claim, { isOld: false }),
};

/** What is yet to be done has no dates that a statement covers. */
export const INSTITUTIONAL_PREDETERMINATION: TransactionSpec = {
	name: '837I',
	transaction: '837',
	versions: ['005010X292'],
	root: claimTransaction(
		{ ...claim, segments: claim.segments.map((segment) => segment.replace('DTP*434 !', 'DTP*434')) },
		{ isOld: false },
	),
};

const oldLine: LoopSpec = {
	...line,
	segments: [...LINE_SEGMENTS, 'SV4', 'DTP*866', 'QTY', 'HSD'],
	loops: [
		drug(['CTP', 'REF*VY,XZ']),
		bystander('2420A', 'Attending physician', 'NM1*71', ['PRV', ...numbers(2)]),
		provider('2420B', 'Operating physician', 'NM1*72', 'operating_provider', ['PRV', ...numbers(2)]),
		bystander('2420C', 'Other provider', 'NM1*73', ['PRV', ...numbers(2)]),
		lineAdjudication,
	],
};

const oldOtherSubscriber: LoopSpec = {
	...otherSubscriber,
	segments: ['CAS x5', 'AMT*C4,B6,T3,N1,KF,PG,AA,B1,A8,D,EAF x10', 'DMG', 'OI !', 'MIA', 'MOA'],
	loops: [
		otherSubscriberName,
		otherPayerName,
		bystander('2330C', 'Other payer’s patient', 'NM1*QC', numbers(3)),
		bystander('2330D', 'Other payer’s attending provider', 'NM1*71', numbers(3)),
		bystander('2330E', 'Other payer’s operating provider', 'NM1*72', numbers(3)),
		bystander('2330F', 'Other payer’s other provider', 'NM1*73', numbers(3)),
		bystander('2330H', 'Other payer’s service facility', 'NM1*FA', numbers(3)),
	],
};

const oldClaim: LoopSpec = {
	...claim,
	segments: [...CLAIM_SEGMENTS, 'QTY*CA,CD,LA,NA x4', 'AMT*C5,NE,YN x3', 'CR6', 'CRC x8'],
	loops: [
		loop('2305', 'Home health care plan', 'CR7', { segments: ['HSD x12'], rank: 0 }),
		provider('2310A', 'Attending physician', 'NM1*71', 'attending_provider', ['PRV', ...numbers(5)]),
		provider('2310B', 'Operating physician', 'NM1*72', 'operating_provider', ['PRV', ...numbers(5)]),
		bystander('2310C', 'Other provider', 'NM1*73', ['PRV', ...numbers(5)]),
		...referrers('2310D', ['PRV', ...numbers(5)]),
		provider('2310E', 'Service facility', 'NM1*FA', 'service_facility', ['PRV', ...address, ...numbers(5)]),
		oldOtherSubscriber,
		oldLine,
	],
};

export const INSTITUTIONAL_4010: TransactionSpec = {
	name: '837I',
	transaction: '837',
	versions: ['004010X096'],
	root: claimTransaction(oldClaim, { isOld: true }),
};
