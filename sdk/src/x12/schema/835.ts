import { loop, type TransactionSpec } from './loop-spec';

/** Health Care Claim Payment/Advice, 005010X221A1; 004010X091A1 has the same loops. */

const service = loop('2110', 'Service payment', 'SVC', {
	segments: [
		'DTM*150,151,472 x2',
		'CAS x99',
		'REF*1S,APC,BB,E9,G1,G3,LU,RB,6R,0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,HPI,SY,TJ,0K x20',
		'AMT x12',
		'QTY x6',
		'LQ x99',
	],
});

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
	loops: [service],
});

export const REMITTANCE: TransactionSpec = {
	name: '835',
	transaction: '835',
	versions: ['005010X221', '004010X091'],
	root: loop('ST', 'Transaction set', 'ST*835 !', {
		segments: ['BPR !', 'TRN !', 'CUR', 'REF*EV', 'REF*F2', 'DTM*405'],
		loops: [
			loop('1000A', 'Payer', 'N1*PR !', {
				segments: ['N3 !', 'N4 !', 'REF*2U,EO,HI,NF x4', 'PER*CX', 'PER*BL x9 !', 'PER*IC'],
			}),
			loop('1000B', 'Payee', 'N1*PE !', { segments: ['N3', 'N4', 'REF*0B,D3,PQ,TJ x9', 'RDM'] }),
			loop('2000', 'Header number', 'LX', { segments: ['TS3', 'TS2'], loops: [claim] }),
			claim,
			loop('SUMMARY', 'Provider adjustments', 'PLB', { segments: ['PLB x99'] }),
		],
	}),
};
