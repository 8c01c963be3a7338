import { type LoopSpec, loop } from './loop-spec';

/** What the three kinds of claims share: sender and receiver, the levels of HL, the people and payers in them. */

export const submitter = loop('1000A', 'Submitter', 'NM1*41 !', { segments: ['PER*IC ! x2'], rank: 0 });
export const receiver = loop('1000B', 'Receiver', 'NM1*40 !', { rank: 0 });

export const billingProvider = loop('2010AA', 'Billing provider', 'NM1*85 !', {
	segments: [
		'N3 !',
		'N4 !',
		'REF*EI,SY !',
		'REF*0B,1G,1A,1B,1C,1D,1H,1J,B3,BQ,FH,G2,G5,LU,U3,X5 x16',
		'PER*IC x2',
	],
	rank: 0,
});
export const payToAddress = loop('2010AB', 'Pay-to address', 'NM1*87', {
	segments: ['N3 !', 'N4 !', 'REF x5'],
	rank: 0,
});
export const payToPlan = loop('2010AC', 'Pay-to plan', 'NM1*PE', {
	segments: ['N3 !', 'N4 !', 'REF*2U,FY,NF,EI x3'],
	rank: 0,
});

export const subscriberName = loop('2010BA', 'Subscriber', 'NM1*IL !', {
	segments: ['N3', 'N4', 'DMG', 'REF*SY,Y4 x2', 'PER*IC'],
	rank: 0,
});
export const payerName = loop('2010BB', 'Payer', 'NM1*PR !', {
	segments: ['N3', 'N4', 'REF*2U,EI,FY,NF x3', 'REF*G2,LU x2'],
	rank: 0,
});
/** The examples of the 4010 guide name the payer an insurer (IN) in places. */
const oldPayerName: LoopSpec = { ...payerName, start: 'NM1*PR,IN !' };
export const responsibleParty = loop('2010BC', 'Responsible party', 'NM1*QD', {
	segments: ['N3 !', 'N4 !'],
	rank: 0,
});
export const creditCardHolder = loop('2010BD', 'Credit card holder', 'NM1*AO', {
	segments: ['REF*AB,BB x2'],
	rank: 0,
});

export const patientName = loop('2010CA', 'Patient', 'NM1*QC !', {
	segments: ['N3 !', 'N4 !', 'DMG !', 'REF*Y4,1W,SY x3', 'PER*IC'],
	rank: 0,
});

const NO_SEGMENTS: readonly string[] = [];

/** A loop around one provider; `as` is the field of the claim or line that it fills. */
export const provider = (
	id: string,
	name: string,
	start: string,
	as: string,
	segments = NO_SEGMENTS,
): LoopSpec => loop(id, name, start, { reads: 'provider', as, segments, rank: 0 });

/** A provider that the canonical claim has no field for. */
export const bystander = (id: string, name: string, start: string, segments = NO_SEGMENTS): LoopSpec =>
	loop(id, name, start, { reads: 'bystander', segments, rank: 0 });

/** Who referred the patient (DN), and the primary care provider (P3) whom the same loop names when it is used again. */
export const referrers = (id: string, segments = NO_SEGMENTS): readonly LoopSpec[] => [
	provider(id, 'Referring provider', 'NM1*DN', 'referring_provider', segments),
	bystander(id, 'Primary care provider', 'NM1*P3', segments),
];

/** Elements of CLM that no 5010 claim uses; 4010 had a participation agreement (16) and asked for an EOB (18). */
export const UNUSED_IN_CLAIM = { CLM: [3, 4, 13, 14, 15, 16, 17, 18] } as const;

export const address = ['N3 !', 'N4 !'] as const;
export const numbers = (most: number) => [`REF x${most}`] as const;

export const otherSubscriberName = loop('2330A', 'Other subscriber', 'NM1*IL !', {
	segments: ['N3', 'N4', 'REF*SY x2'],
	rank: 0,
});
export const otherPayerName = loop('2330B', 'Other payer', 'NM1*PR !', {
	segments: [
		'N2',
		'N3',
		'N4',
		'PER*IC x2',
		'DTP*573',
		'REF*2U,EI,FY,NF x2',
		'REF*G1,9F x2',
		'REF*T4',
		'REF*F8',
	],
	rank: 0,
});

/** The examples of the 4010 guide name this payer an insurer (IN) as well. */
export const oldOtherPayerName: LoopSpec = { ...otherPayerName, start: 'NM1*PR,IN !' };

export const drug = (segments: readonly string[]) => loop('2410', 'Drug', 'LIN', { segments, rank: 0 });
export const lineAdjudication = loop('2430', 'Line adjudication', 'SVD', {
	segments: ['CAS x5', 'DTP*573 !', 'AMT*EAF'],
	rank: 0,
});

/** The frame around the claim: the same levels for every kind, with the kind's own claim loop inside. */
export function claimTransaction(claim: LoopSpec, { isOld }: { isOld: boolean }): LoopSpec {
	const payers = isOld
		? [subscriberName, oldPayerName, responsibleParty, creditCardHolder]
		: [subscriberName, payerName, responsibleParty];
	const patient = loop('2000C', 'Patient level', 'HL***23', {
		segments: ['PAT !'],
		loops: [patientName, claim],
	});
	const subscriber = loop('2000B', 'Subscriber level', 'HL***22 !', {
		segments: ['SBR !', 'PAT'],
		loops: [...payers, claim, patient],
	});
	const billing = loop('2000A', 'Billing provider level', 'HL***20 !', {
		segments: ['PRV*BI,PT', 'CUR*85'],
		loops: [billingProvider, payToAddress, payToPlan, subscriber],
	});
	return loop('ST', 'Transaction set', 'ST*837 !', {
		segments: ['BHT !', 'REF*87', 'SE'],
		loops: [submitter, receiver, billing],
	});
}
