import type { Line } from '../line';
import { isPaidSameDay, type Run } from '../run';
import type { CodePair } from '../types';
import type { Rule } from './rule';

/** The modifiers that tell two services of a pair apart (NCCI policy manual, chapter I, section E). */
const APART = new Set(
	(
		'E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD RC LM RI ' +
		'24 25 57 58 78 79 27 59 91 XE XS XP XU'
	).split(' '),
);

export const codePairEdit: Rule = {
	number: 14,
	id: 'R14',
	name: 'Of a code pair on one day only the column-1 code is paid',
	citation: 'ADJUDICATION 2, rule 14; CMS NCCI PTP edits; X12 CARC 236',
	carcs: ['236'],
	group: 'CO',
	effect: 'deny',
	authority: 2,
	isIdle: ({ codes }) => !codes.pairs,
	check(run, line) {
		const pair = pairAgainst(run, line);
		return pair && { carc: '236', seen: { pair, modifiers: line.modifiers } };
	},
	saw: (_, line) => ({ code: line.code, modifiers: line.modifiers }),
};

/** The pair is asked for by what else was done on the day: how many pairs there are makes no difference. */
function pairAgainst(run: Run, line: Line): CodePair | undefined {
	for (const other of run.lines) {
		if (other === line || other.denial || other.day !== line.day) continue;
		const pair = pairOf(run, line, other.code, other.modifiers);
		if (pair) return pair;
	}
	for (const earlier of run.sameDays) {
		if (!isPaidSameDay(run, line, earlier)) continue;
		const pair = pairOf(run, line, earlier.code, earlier.modifiers ?? []);
		if (pair) return pair;
	}
	return undefined;
}

/** Indicator 0: no modifier helps; 1: a proper modifier on either line does. */
function pairOf(run: Run, line: Line, col1: string, modifiers: readonly string[]): CodePair | undefined {
	const indicator = run.codes.pairs?.indicatorOf(col1, line.code, line.day);
	if (indicator === undefined) return undefined;
	if (indicator === 1 && (tellsApart(line.modifiers) || tellsApart(modifiers))) return undefined;
	return { col1, col2: line.code, indicator };
}

const tellsApart = (modifiers: readonly string[]): boolean =>
	modifiers.some((modifier) => APART.has(modifier));
