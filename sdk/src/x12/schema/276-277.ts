import { DAYS, level, NUMBERED, party, REQUIRED } from './hierarchy';
import { type LoopSpec, loop, type TransactionSpec } from './loop-spec';

/** Claim status request and response, 276 and 277 of 005010X212, and the segments that their lines share with the 277CA. */

const GUIDE = '005010X212';

/** STC that a question has no use for, and an answer cannot do without. */
const ASKED = 'STC x0';
const ANSWERED = 'STC ! x9';

const PROCEDURES = 'AD,ER,HC,HP,IV,N4,NU,WK';

/** A service line of a claim; where `status` says so, with what became of it. */
export const statusLine = (id: string, status: string, date = 'DTP ! x2'): LoopSpec =>
	loop(id, 'Service line', 'SVC', {
		segments: [status, 'REF x9', date],
		requires: REQUIRED,
		codes: { SVC: { '1-1': PROCEDURES }, DTP: { 1: '472', 2: DAYS } },
		rank: 0,
	});

/** What differs between the question and its answer. */
interface Side {
	readonly transaction: '276' | '277';
	readonly purpose: string;
	/** BHT06, where there is one. */
	readonly type: string | undefined;
	readonly status: string;
	readonly trace: string;
	readonly payer: readonly string[];
	/** The mark of what only a question has to have: an answer may be about a whole submission. */
	readonly mark: '' | ' !';
	readonly numbers: string;
	readonly amount: string;
	readonly birth: { readonly subscriber: string; readonly patient: string };
	/** Of a submission or a provider as a whole. */
	readonly whole: string;
}

const person = (
	letter: 'D' | 'E',
	name: string,
	{ codes, requires }: Pick<LoopSpec, 'codes' | 'requires'>,
): LoopSpec =>
	loop(`2100${letter}`, name, 'NM1 ! x1', {
		segments: ['DMG x0'],
		...(codes ? { codes } : {}),
		...(requires ? { requires } : {}),
		rank: 0,
	});

function statusTransaction(side: Side): TransactionSpec {
	const { status, trace, birth } = side;
	const claim = (letter: 'D' | 'E') =>
		loop(`2200${letter}`, 'Claim', 'TRN', {
			segments: [status, 'REF x9', side.amount, 'DTP x2'],
			requires: { ...REQUIRED, TRN: [1, 2] },
			codes: {
				TRN: { 1: trace },
				REF: { 1: side.numbers },
				AMT: { 1: 'T3' },
				DTP: { 1: '472', 2: DAYS },
			},
			loops: [statusLine(`2220${letter}`, status)],
			rank: 1,
		});
	/** What is said of a whole submission or provider, when it comes to no claim. */
	const whole = (id: string) =>
		loop(id, 'Status', `TRN${side.whole}`, {
			segments: ['STC x9', 'REF x3', 'DTP x3', 'QTY x4', 'AMT x4'],
			requires: { ...REQUIRED, TRN: [1, 2] },
			rank: 0,
		});
	const patient = level('2000E', 'Dependent', '23', {
		segments: [birth.patient],
		requires: { DMG: [1, 2] },
		codes: { DMG: { 1: 'D8' } },
		loops: [
			person('E', 'Dependent', { codes: { NM1: { 1: 'QC', 2: '1' } }, requires: { NM1: [1, 2, 3] } }),
			claim('E'),
		],
	});
	const subscriber = level('2000D', 'Subscriber', `22${side.mark}`, {
		segments: [birth.subscriber],
		requires: { DMG: [1, 2] },
		codes: { DMG: { 1: 'D8' } },
		loops: [
			person('D', 'Subscriber', {
				codes: { NM1: { 1: 'IL', 2: '1,2', 8: '24,II,MI' } },
				requires: { NM1: [1, 2, 8, 9] },
			}),
			claim('D'),
			patient,
		],
	});
	const provider = level('2000C', 'Provider', `19${side.mark}`, {
		loops: [
			party('2100C', 'Provider', 'NM1 ! x2', {
				has: [],
				requires: NUMBERED,
				codes: { NM1: { 1: '1P', 2: '1,2', 8: 'FI,SV,XX' } },
			}),
			whole('2200C'),
			subscriber,
		],
	});
	const receiver = level('2000B', 'Receiver', '21 !', {
		loops: [
			party('2100B', 'Receiver', 'NM1 ! x1', {
				has: [],
				requires: NUMBERED,
				codes: { NM1: { 1: '41', 2: '1,2', 8: '46' } },
			}),
			whole('2200B'),
			provider,
		],
	});
	const payer = level('2000A', 'Payer', '20 !', {
		loops: [
			party('2100A', 'Payer', 'NM1 ! x1', {
				has: side.payer,
				requires: NUMBERED,
				codes: { NM1: { 1: 'PR', 2: '2', 8: 'PI,XV' } },
			}),
			receiver,
		],
	});
	return {
		name: side.transaction,
		transaction: side.transaction,
		versions: [GUIDE],
		guide: GUIDE,
		root: loop('ST', 'Transaction set', 'ST', {
			segments: ['BHT !!'],
			requires: { BHT: side.type ? [1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5] },
			codes: { BHT: { 1: '0010', 2: side.purpose, ...(side.type ? { 6: side.type } : {}) } },
			loops: [payer],
		}),
	};
}

export const CLAIM_STATUS_INQUIRY = statusTransaction({
	transaction: '276',
	purpose: '13',
	type: undefined,
	status: ASKED,
	trace: '1',
	payer: [],
	mark: ' !',
	numbers: '1K,6P,BLT,D9,EJ,LU,XZ',
	amount: 'AMT',
	birth: { subscriber: 'DMG', patient: 'DMG !' },
	whole: ' x0',
});

export const CLAIM_STATUS_RESPONSE = statusTransaction({
	transaction: '277',
	purpose: '08',
	type: 'DG',
	status: ANSWERED,
	trace: '2',
	payer: ['PER'],
	mark: '',
	numbers: '1K,BLT,D9,EJ,LU,VV,XZ',
	amount: 'AMT x0',
	birth: { subscriber: 'DMG x0', patient: 'DMG x0' },
	whole: '',
});
