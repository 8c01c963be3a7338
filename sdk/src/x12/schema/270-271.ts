import { DAYS, level, NUMBERED, party, REQUIRED, type Rules } from './hierarchy';
import { type LoopSpec, loop, type TransactionSpec } from './loop-spec';

/** Eligibility inquiry and response, 270 and 271 of 005010X279A1; 004010X092A1 has the same loops. */

const GUIDE = '005010X279';

/** What differs between the question and its answer. */
interface Side {
	readonly begin: Rules['codes'];
	/** Whether the levels down to the subscriber have to be there: an answer may refuse the payer or the provider. */
	readonly mark: '' | ' !';
	readonly traces: { readonly most: number; readonly types: string };
	readonly source: readonly string[];
	readonly receiver: readonly string[];
	readonly person: readonly string[];
	readonly subscriber: Rules['codes'];
	readonly patient: Rules['codes'];
	readonly inner: (letter: 'C' | 'D') => LoopSpec;
}

const PROVIDER_NUMBERS = '24,34,FI,PI,PP,SV,XV,XX';
const SOURCES = { 1: '2B,36,GP,P5,PR', 2: '1,2', 8: '24,46,FI,NI,PI,XV,XX' };
const RECEIVERS = { 1: '1P,2B,36,80,FA,GP,P5,PR', 2: '1,2', 8: PROVIDER_NUMBERS };
const SEXES = { 1: 'D8', 3: 'F,M,U' };
const DIAGNOSES = Object.fromEntries(
	[1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`${n}-1`, n === 1 ? 'ABK,BK' : 'ABF,BF']),
);

function rootOf(side: Side): LoopSpec {
	const traces = [`TRN x${side.traces.most}`];
	const trace = { TRN: { 1: side.traces.types } };
	const requires = { ...REQUIRED, TRN: [1, 2, 3] };
	const person = { DMG: SEXES, HI: DIAGNOSES };
	const patient = level('2000D', 'Patient', '23', {
		segments: traces,
		requires,
		codes: trace,
		loops: [
			party('2100D', 'Patient', 'NM1 ! x1', {
				has: side.person,
				codes: { ...person, NM1: { 1: '03', 2: '1' }, ...side.patient },
			}),
			side.inner('D'),
		],
	});
	const subscriber = level('2000C', 'Subscriber', `22${side.mark}`, {
		segments: traces,
		requires,
		codes: trace,
		loops: [
			party('2100C', 'Subscriber', 'NM1 ! x1', {
				has: side.person,
				codes: { ...person, NM1: { 1: 'IL', 2: '1,2', 8: 'II,MI' }, ...side.subscriber },
			}),
			side.inner('C'),
			patient,
		],
	});
	const receiver = level('2000B', 'Receiver', `21${side.mark}`, {
		loops: [
			party('2100B', 'Receiver', 'NM1 ! x1', {
				has: side.receiver,
				requires: NUMBERED,
				codes: { NM1: RECEIVERS },
			}),
			subscriber,
		],
	});
	const source = level('2000A', 'Source', '20 !', {
		segments: ['AAA x9'],
		loops: [
			party('2100A', 'Source', 'NM1 ! x1', {
				has: side.source,
				requires: NUMBERED,
				codes: { NM1: SOURCES },
			}),
			receiver,
		],
	});
	return loop('ST', 'Transaction set', 'ST', {
		segments: ['BHT !!'],
		requires: { BHT: [1, 2, 4, 5] },
		codes: side.begin ?? {},
		loops: [source],
	});
}

const PROCEDURES = 'AD,CJ,HC,ID,IV,N4,ZZ';

const question = (id: string): LoopSpec =>
	loop(id, 'Inquiry', 'EQ x99', {
		segments: ['AMT x2', 'III x10', 'REF', 'DTP'],
		requires: REQUIRED,
		codes: {
			EQ: { '2-1': PROCEDURES, 3: 'FAM' },
			AMT: { 1: 'R,PB' },
			III: { 1: 'ZZ' },
			REF: { 1: '9F,G1' },
			DTP: { 1: '291', 2: DAYS },
		},
		rank: 0,
	});

/** Whom an inquiry may name a person by. */
const SUBSCRIBER_NUMBERS = '18,1L,1W,3H,6P,CT,EA,EJ,F6,GH,HJ,IG,N6,NQ,SY,Y4';
const PATIENT_NUMBERS = '18,1L,1W,6P,CT,EA,EJ,F6,GH,HJ,IF,IG,MRC,N6,SY,Y4';
const ASKED_DATES = { 1: '102,291', 2: DAYS };

export const ELIGIBILITY_INQUIRY: TransactionSpec = {
	name: '270',
	transaction: '270',
	versions: [GUIDE, '004010X092'],
	guide: GUIDE,
	root: rootOf({
		begin: { BHT: { 1: '0022', 2: '01,13', 6: 'RT' } },
		mark: ' !',
		traces: { most: 2, types: '1' },
		source: [],
		receiver: ['REF x9', 'N3', 'N4', 'PRV'],
		person: ['REF x9', 'N3', 'N4', 'PRV', 'DMG', 'INS', 'HI', 'DTP x2'],
		subscriber: { REF: { 1: SUBSCRIBER_NUMBERS }, INS: { 1: 'Y', 2: '18' }, DTP: ASKED_DATES },
		patient: { REF: { 1: PATIENT_NUMBERS }, INS: { 1: 'N', 2: '01,19,34' }, DTP: ASKED_DATES },
		inner: (letter) => question(`2110${letter}`),
	}),
};

const INFORMATION = '1,2,3,4,5,6,7,8,A,B,C,CB,D,E,F,G,H,I,J,K,L,M,MC,N,O,P,Q,R,S,T,U,V,W,X,Y';
const PERIODS = '6,7,13,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36';

const benefit = (id: string, inner: string): LoopSpec =>
	loop(id, 'Benefit', 'EB', {
		segments: ['HSD x9', 'REF x9', 'DTP x20', 'AAA x9', 'MSG x10', 'III x10', 'LS'],
		requires: { ...REQUIRED, EB: [1], MSG: [1] },
		codes: {
			EB: {
				1: INFORMATION,
				2: 'CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO',
				6: PERIODS,
				11: 'N,U,Y',
				12: 'N,U,W,Y',
				'13-1': PROCEDURES,
			},
			DTP: { 2: DAYS },
		},
		loops: [
			loop(inner, 'Benefit-related entity', 'NM1 x23', {
				segments: ['N3', 'N4', 'PER x3', 'PRV'],
				requires: REQUIRED,
				codes: { NM1: { 2: '1,2' } },
				rank: 0,
			}),
		],
		closing: 'LE',
		rank: 0,
	});

export const ELIGIBILITY_RESPONSE: TransactionSpec = {
	name: '271',
	transaction: '271',
	versions: [GUIDE, '004010X092'],
	guide: GUIDE,
	root: rootOf({
		begin: { BHT: { 1: '0022', 2: '06,11' } },
		mark: '',
		traces: { most: 3, types: '1,2' },
		source: ['PER x3', 'AAA x9'],
		receiver: ['REF x9', 'N3', 'N4', 'AAA x9', 'PRV'],
		person: ['REF x9', 'N3', 'N4', 'AAA x9', 'PRV', 'DMG', 'INS', 'HI', 'DTP x9', 'MPI'],
		subscriber: { INS: { 1: 'Y', 2: '18' }, DTP: { 2: DAYS } },
		patient: { INS: { 1: 'N' }, DTP: { 2: DAYS } },
		inner: (letter) => benefit(`2110${letter}`, `2120${letter}`),
	}),
};
