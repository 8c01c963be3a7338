import { statusLine } from './276-277';
import { DAYS, level, NUMBERED, party, REQUIRED } from './hierarchy';
import { type LoopSpec, loop, type TransactionSpec } from './loop-spec';

/** Claim acknowledgement, 005010X214. */

const GUIDE = '005010X214';

const acknowledged = (
	id: string,
	{
		trace,
		segments,
		codes = {},
		loops = [],
	}: {
		readonly trace: string;
		readonly segments: readonly string[];
		readonly codes?: LoopSpec['codes'];
		readonly loops?: readonly LoopSpec[];
	},
): LoopSpec =>
	loop(id, 'Status', 'TRN', {
		segments,
		requires: { ...REQUIRED, TRN: [1, 2] },
		codes: { TRN: { 1: trace }, STC: { 3: 'U,WQ' }, AMT: { 1: 'YU,YY' }, DTP: { 2: DAYS }, ...codes },
		loops,
		rank: 0,
	});

const TOTALS = ['QTY x2', 'AMT x2'];

/** The guide numbers patients PT; some senders as the other answers do, as a member or a dependant. */
const patient = level('2000D', 'Patient', 'PT,22,23', {
	codes: { HL: { 3: 'PT', 4: '0,1' } },
	loops: [
		party('2100D', 'Patient', 'NM1 ! x1', { has: [], codes: { NM1: { 1: 'QC', 2: '1' } } }),
		acknowledged('2200D', {
			trace: '2',
			segments: ['STC ! x9', 'REF x9', 'DTP x2'],
			codes: { DTP: { 1: '434,472', 2: DAYS } },
			loops: [statusLine('2220D', 'STC x9', 'DTP x2')],
		}),
	],
});

const provider = level('2000C', 'Provider', '19', {
	loops: [
		party('2100C', 'Provider', 'NM1 ! x1', {
			has: [],
			codes: { NM1: { 1: '85', 2: '1,2', 8: 'FI,XX' } },
		}),
		acknowledged('2200C', {
			trace: '1,2',
			segments: ['STC x9', 'REF x3', ...TOTALS],
			codes: { QTY: { 1: 'QA,QC' } },
		}),
		patient,
	],
});

const submitter = level('2000B', 'Submitter', '21', {
	loops: [
		party('2100B', 'Submitter', 'NM1 ! x1', {
			has: [],
			requires: NUMBERED,
			codes: { NM1: { 1: '41', 2: '1,2', 8: '46' } },
		}),
		acknowledged('2200B', {
			trace: '2',
			segments: ['STC ! x9', ...TOTALS],
			codes: { QTY: { 1: '90,AA' } },
		}),
		provider,
	],
});

const payer = level('2000A', 'Payer', '20 !', {
	loops: [
		party('2100A', 'Payer', 'NM1 ! x1', {
			has: [],
			requires: NUMBERED,
			codes: { NM1: { 1: 'AY,PR', 2: '2', 8: '46,FI,PI,XV' } },
		}),
		acknowledged('2200A', { trace: '1', segments: ['STC x0', 'DTP*050 !', 'DTP*009 !'] }),
		submitter,
	],
});

export const CLAIM_ACKNOWLEDGEMENT: TransactionSpec = {
	name: '277CA',
	transaction: '277',
	versions: [GUIDE],
	guide: GUIDE,
	root: loop('ST', 'Transaction set', 'ST', {
		segments: ['BHT !!'],
		requires: { BHT: [1, 2, 3, 4, 5, 6] },
		codes: { BHT: { 1: '0085', 2: '08', 6: 'TH' } },
		loops: [payer],
	}),
};
