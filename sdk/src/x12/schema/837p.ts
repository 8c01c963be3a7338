import {
	address,
	bystander,
	claimTransaction,
	drug,
	lineAdjudication,
	numbers,
	oldOtherPayerName,
	otherPayerName,
	otherSubscriberName,
	provider,
	referrers,
	UNUSED_IN_CLAIM,
} from './837-shared';
import { type LoopSpec, loop, type TransactionSpec } from './loop-spec';

/** Health Care Claim: Professional, 005010X222A1 (and X291, its predetermination) and 004010X098A1. */

const CLAIM_SEGMENTS = [
	'DTP*431,454,304,453,439,484,455,471,314,360,361,297,296,435,096,090,091,444,050,938,573,438 x20',
	'PWK x10',
	'CN1',
	'AMT*F5',
	'REF*4N,F5,EW,9F,G1,F8,X4,9A,9C,LX,D9,EA,P4,1J,T4,G4,SV x20',
	'K3 x10',
	'NTE',
	'CR1',
	'CR2',
	'CRC*07 x3',
	'CRC*E1,E2,E3 x3',
	'CRC*75',
	'CRC*ZZ',
	'HI ! x4',
	'HCP',
];

const LINE_SEGMENTS = [
	'SV1 !',
	'SV5',
	'PWK x11',
	'CR1',
	'CR3',
	'CRC*07 x3',
	'CRC*70',
	'CRC*09',
	'DTP*472 !',
	'DTP*471,607,463,461,304,738,739,011,455,454 x10',
	'QTY*PT,FL,BF x2',
	'MEA x5',
	'CN1',
	'REF*9B,9D,G1,6R,EW,X4,F4,BT,9F x12',
	'AMT*T,F4 x2',
	'K3 x10',
	'NTE*ADD,DCP',
	'NTE*TPO',
	'PS1',
	'HCP',
];

const line = loop('2400', 'Service line', 'LX !', {
	segments: LINE_SEGMENTS,
	loops: [
		drug(['CTP !', 'REF*VY,XZ']),
		provider('2420A', 'Rendering provider', 'NM1*82', 'rendering_provider', ['PRV*PE', ...numbers(20)]),
		provider('2420B', 'Purchased service provider', 'NM1*QB', 'purchased_service_provider', numbers(20)),
		provider('2420C', 'Service facility', 'NM1*77', 'service_facility', [...address, ...numbers(3)]),
		provider('2420D', 'Supervising provider', 'NM1*DQ', 'supervising_provider', numbers(20)),
		provider('2420E', 'Ordering provider', 'NM1*DK', 'ordering_provider', [
			'N3',
			'N4',
			...numbers(20),
			'PER*IC',
		]),
		...referrers('2420F', ['PRV*RF', ...numbers(20)]),
		bystander('2420G', 'Ambulance pick-up', 'NM1*PW', address),
		bystander('2420H', 'Ambulance drop-off', 'NM1*45', address),
		lineAdjudication,
		loop('2440', 'Form', 'LQ', { segments: ['FRM ! x99'], rank: 0 }),
	],
});

const otherSubscriber = loop('2320', 'Other payer’s claim', 'SBR', {
	segments: ['CAS x5', 'AMT*D', 'AMT*A8', 'AMT*EAF', 'OI !', 'MOA'],
	loops: [
		otherSubscriberName,
		otherPayerName,
		bystander('2330C', 'Other payer’s referring provider', 'NM1*DN,P3', numbers(3)),
		bystander('2330D', 'Other payer’s rendering provider', 'NM1*82', numbers(3)),
		bystander('2330E', 'Other payer’s service facility', 'NM1*77', numbers(3)),
		bystander('2330F', 'Other payer’s supervising provider', 'NM1*DQ', numbers(3)),
		bystander('2330G', 'Other payer’s billing provider', 'NM1*85', numbers(2)),
	],
});

const claim: LoopSpec = loop('2300', 'Claim', 'CLM', {
	segments: CLAIM_SEGMENTS,
	requires: { CLM: [6, 7, 8, 9] },
	unused: UNUSED_IN_CLAIM,
	loops: [
		...referrers('2310A', numbers(3)),
		provider('2310B', 'Rendering provider', 'NM1*82', 'rendering_provider', ['PRV*PE', ...numbers(4)]),
		provider('2310C', 'Service facility', 'NM1*77', 'service_facility', [
			...address,
			...numbers(3),
			'PER*IC',
		]),
		provider('2310D', 'Supervising provider', 'NM1*DQ', 'supervising_provider', numbers(4)),
		bystander('2310E', 'Ambulance pick-up', 'NM1*PW', address),
		bystander('2310F', 'Ambulance drop-off', 'NM1*45', address),
		otherSubscriber,
		line,
	],
});

export const PROFESSIONAL_5010: TransactionSpec = {
	name: '837P',
	transaction: '837',
	versions: ['005010X222'],
	root: claimTransaction(claim, { isOld: false }),
};

/** What is only planned has no date of service. */
const planned: LoopSpec = {
	...line,
	segments: line.segments.map((segment) => segment.replace('DTP*472 !', 'DTP*472')),
};

export const PROFESSIONAL_PREDETERMINATION: TransactionSpec = {
	name: '837P',
	transaction: '837',
	versions: ['005010X291'],
	root: claimTransaction(
		{ ...claim, loops: claim.loops.map((inner) => (inner === line ? planned : inner)) },
		{ isOld: false },
	),
};

const oldLine: LoopSpec = {
	...line,
	segments: [
		...LINE_SEGMENTS,
		'SV4',
		'CR2',
		'CR5',
		'HSD',
		'DTP*330,734,735,739,730,360,361,453,439,484,304,455,296,938 x10',
		'AMT*AAE x2',
		'REF*1S,TP x2',
		'MEA',
	],
	loops: [
		drug(['CTP', 'REF*VY,XZ']),
		provider('2420A', 'Rendering provider', 'NM1*82', 'rendering_provider', ['PRV*PE', ...numbers(5)]),
		provider('2420B', 'Purchased service provider', 'NM1*QB', 'purchased_service_provider', numbers(5)),
		provider('2420C', 'Service facility', 'NM1*FA,77,LI,TL', 'service_facility', [...address, ...numbers(5)]),
		provider('2420D', 'Supervising provider', 'NM1*DQ', 'supervising_provider', numbers(5)),
		provider('2420E', 'Ordering provider', 'NM1*DK', 'ordering_provider', [
			'N3',
			'N4',
			...numbers(5),
			'PER*IC',
		]),
		...referrers('2420F', ['PRV*RF', ...numbers(5)]),
		bystander('2420G', 'Other payer’s authorization', 'NM1*PR', numbers(2)),
		lineAdjudication,
		loop('2440', 'Form', 'LQ', { segments: ['FRM ! x99'], rank: 0 }),
	],
};

const oldOtherSubscriber: LoopSpec = {
	...otherSubscriber,
	segments: ['CAS x5', 'AMT*D,AAE,B6,F2,AU,D8,DY,F5,T,T2 x10', 'DMG', 'OI !', 'MOA'],
	loops: [
		otherSubscriberName,
		oldOtherPayerName,
		bystander('2330C', 'Other payer’s patient', 'NM1*QC', numbers(3)),
		bystander('2330D', 'Other payer’s referring provider', 'NM1*DN,P3', numbers(3)),
		bystander('2330E', 'Other payer’s rendering provider', 'NM1*82', numbers(3)),
		bystander('2330F', 'Other payer’s purchased service provider', 'NM1*QB', numbers(3)),
		bystander('2330G', 'Other payer’s service facility', 'NM1*FA,77,LI,TL', numbers(3)),
		bystander('2330H', 'Other payer’s supervising provider', 'NM1*DQ', numbers(3)),
	],
};

const oldClaim: LoopSpec = {
	...claim,
	segments: [...CLAIM_SEGMENTS, 'AMT*MA,MJ,NE,TT x4', 'DSB', 'UR', 'QTY', 'CRC x8', 'CR5'],
	loops: [
		...referrers('2310A', ['PRV*RF', ...numbers(5)]),
		provider('2310B', 'Rendering provider', 'NM1*82', 'rendering_provider', ['PRV*PE', ...numbers(5)]),
		bystander('2310C', 'Purchased service provider', 'NM1*QB', numbers(5)),
		provider('2310D', 'Service facility', 'NM1*FA,77,LI,TL', 'service_facility', [...address, ...numbers(5)]),
		provider('2310E', 'Supervising provider', 'NM1*DQ', 'supervising_provider', numbers(5)),
		oldOtherSubscriber,
		oldLine,
	],
};

export const PROFESSIONAL_4010: TransactionSpec = {
	name: '837P',
	transaction: '837',
	versions: ['004010X098'],
	root: claimTransaction(oldClaim, { isOld: true }),
};
