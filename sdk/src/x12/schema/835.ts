import { loop, type TransactionSpec } from './loop-spec';

/** Health Care Claim Payment/Advice, 005010X221A1; 004010X091A1 has the same loops. */

const ADDRESSED = { N3: [1], N4: [1] };
const SUMS = { DTM: [1, 2], REF: [1, 2], AMT: [1, 2], QTY: [1, 2] };
const ADJUSTED = { CAS: [1, 2, 3] };
const GROUPS = { CAS: { 1: 'CO,OA,PI,PR' } };

const service = loop('2110', 'Service payment', 'SVC x999', {
	segments: [
		'DTM*150,151,472 x2',
		'CAS x99',
		'REF*1S,APC,BB,E9,G1,G3,LU,RB,6R,0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,HPI,SY,TJ,0K x20',
		'AMT x12',
		'QTY x6',
		'LQ x99',
	],
	requires: { SVC: [1, 2, 3], LQ: [1, 2], ...SUMS, ...ADJUSTED },
	codes: { SVC: { '1-1': 'AD,ER,HC,HP,IV,N4,N6,NU,UI,WK' }, LQ: { 1: 'HE,RX' }, ...GROUPS },
});

const CLAIM_STATUSES = '1,2,3,4,19,20,21,22,23,25';
const FILING_CODES = '12,13,14,15,16,17,AM,CH,DS,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ';

const claim = loop('2100', 'Claim payment', 'CLP', {
	segments: [
		'CAS x99',
		'NM1*QC !',
		'NM1*IL',
		'NM1*74',
		'NM1*82',
		'NM1*TT',
		'NM1*PR',
		'NM1*GB',
		'MIA',
		'MOA',
		'REF x15',
		'DTM*232,233,036,050 x4',
		'PER*CX x2',
		'AMT x14',
		'QTY x14',
	],
	requires: { CLP: [1, 2, 3, 4, 6, 7], NM1: [1, 2], MIA: [1], PER: [1], ...SUMS, ...ADJUSTED },
	codes: { CLP: { 2: CLAIM_STATUSES, 6: FILING_CODES }, NM1: { 2: '1,2' }, ...GROUPS },
	loops: [service],
});

const REASONS =
	'50,51,72,90,AH,AM,AP,B2,B3,BD,BN,C5,CR,CS,CT,CV,CW,DM,E3,FB,FC,GO,HM,IP,IR,IS,J1,L3,L6,LE,LS,OA,OB,PI,PL,RA,RE,SL,TL,WO,WU';
/** The reasons of the six adjustments that fit in a PLB. */
const OF_ADJUSTMENTS = Object.fromEntries([3, 5, 7, 9, 11, 13].map((n) => [`${n}-1`, REASONS]));

export const REMITTANCE: TransactionSpec = {
	name: '835',
	transaction: '835',
	versions: ['005010X221', '004010X091'],
	guide: '005010X221',
	root: loop('ST', 'Transaction set', 'ST*835 !', {
		segments: ['BPR !', 'TRN !', 'CUR', 'REF*EV', 'REF*F2', 'DTM*405'],
		requires: { BPR: [1, 2, 3, 4, 16], TRN: [1, 2, 3], CUR: [1, 2], REF: [1, 2], DTM: [1, 2] },
		codes: {
			BPR: {
				1: 'C,D,H,I,P,U,X',
				3: 'C,D',
				4: 'ACH,BOP,CHK,FWT,NON',
				5: 'CCP,CTX',
				6: '01,04',
				8: 'DA',
				12: '01,04',
				14: 'DA,SG',
			},
			TRN: { 1: '1' },
		},
		loops: [
			loop('1000A', 'Payer', 'N1*PR ! x1', {
				segments: ['N3 !', 'N4 !', 'REF*2U,EO,HI,NF x4', 'PER*CX', 'PER*BL x9 !', 'PER*IC'],
				requires: { N1: [1, 2], REF: [1, 2], PER: [1], ...ADDRESSED },
				codes: { N1: { 3: 'XV' } },
			}),
			loop('1000B', 'Payee', 'N1*PE ! x1', {
				segments: ['N3', 'N4', 'REF*0B,D3,PQ,TJ x9', 'RDM'],
				requires: { N1: [1, 2, 3, 4], REF: [1, 2], RDM: [1], ...ADDRESSED },
				codes: { N1: { 3: 'FI,XV,XX' }, RDM: { 1: 'BM,EM,FT,OL' } },
			}),
			loop('2000', 'Header number', 'LX', {
				segments: ['TS3', 'TS2'],
				requires: { LX: [1], TS3: [1, 2, 3, 4, 5] },
				loops: [claim],
			}),
			claim,
			loop('SUMMARY', 'Provider adjustments', 'PLB', {
				segments: ['PLB x99'],
				requires: { PLB: [1, 2, 3, 4] },
				codes: { PLB: OF_ADJUSTMENTS },
			}),
		],
	}),
};
