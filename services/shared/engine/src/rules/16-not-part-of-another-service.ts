import type { Line } from '../line';
import { hasLineSameDay, paidSameDay, type Run } from '../run';
import type { Rule } from './rule';

export const notPartOfAnotherService: Rule = {
	number: 16,
	id: 'R16',
	name: 'A service is not included in another, does not exclude another, and an add-on has its base',
	citation: 'ADJUDICATION 2, rule 16; X12 CARC 97, 231, 107',
	carcs: ['97', '231', '107'],
	group: 'CO',
	effect: 'deny',
	authority: 2,
	isIdle: ({ codes }) => !codes.includedIn && !codes.exclusiveWith && !codes.addOnTo,
	check(run, line) {
		const including = run.codes.includedIn?.at(line.code, line.day);
		if (including && isOneThere(run, line, including)) return { carc: '97' };
		const exclusive = run.codes.exclusiveWith?.at(line.code, line.day);
		if (exclusive?.some((code) => wasThereFirst(run, line, code))) return { carc: '231' };
		const bases = run.codes.addOnTo?.at(line.code, line.day);
		return bases && !isOneThere(run, line, bases) ? { carc: '107' } : undefined;
	},
	saw: ({ codes }, line) => ({
		code: line.code,
		included_in: codes.includedIn?.at(line.code, line.day),
		exclusive_with: codes.exclusiveWith?.at(line.code, line.day),
		add_on_to: codes.addOnTo?.at(line.code, line.day),
	}),
};

const isOneThere = (run: Run, line: Line, codes: readonly string[]): boolean =>
	codes.some((code) => hasLineSameDay(run, line, code) || paidSameDay(run, line, code) !== undefined);

/** Of two services that exclude each other the earlier stays. */
function wasThereFirst(run: Run, line: Line, code: string): boolean {
	for (const earlier of run.lines) {
		if (earlier === line) break;
		if (!earlier.denial && earlier.code === code && earlier.day === line.day) return true;
	}
	return paidSameDay(run, line, code) !== undefined;
}
