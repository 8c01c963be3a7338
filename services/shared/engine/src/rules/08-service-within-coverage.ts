import { add, type Minor, splitEvenly, ZERO } from '@claims-askes/kernel/money';
import { isCovered, isInCoverage, lapseCarc } from '../coverage';
import type { Lapse, Line } from '../line';
import type { Run } from '../run';
import type { Member } from '../types';
import type { Rule } from './rule';

export const serviceWithinCoverage: Rule = {
	number: 8,
	id: 'R8',
	name: 'A service lies within the coverage, and a stay that straddles it is split by date',
	citation: 'ADJUDICATION 2, rule 8; X12 CARC 26, 27, 200',
	carcs: ['26', '27', '200'],
	group: 'PR',
	effect: 'deny',
	authority: 4,
	check(run, line) {
		const { member } = run;
		if (!member) return undefined;
		if (line.isPerDay && line.units > 1) return checkDays(run, line, member);
		const date = line.units === 1 ? line.dateOfUnit(0) : line.from;
		// A newborn without coverage is rule 9's to judge.
		if (member.newborn || isInCoverage(member, date)) return undefined;
		return { carc: lapseCarc(member, date) };
	},
	saw: ({ member }, line) => ({ from: line.from, to: line.last, coverage: member?.coverage }),
};

/** Only a line of days is split: the uncovered ones are taken off it, and it stays to be paid. */
function checkDays(run: Run, line: Line, member: Member): { carc: string } | undefined {
	const { plan } = run.plan;
	const covered: number[] = [];
	const uncovered: number[] = [];
	for (let unit = 0; unit < line.units; unit++) {
		(isCovered(member, plan, line.dateOfUnit(unit)) ? covered : uncovered).push(unit);
	}
	const [first] = uncovered;
	if (first === undefined) return undefined;
	const carc = lapseCarc(member, line.dateOfUnit(first));
	if (covered.length === 0) return member.newborn ? undefined : { carc };
	if (!run.plan.splitsStays) return { carc };
	splitOff(line, covered, uncovered, member);
	return undefined;
}

function splitOff(
	line: Line,
	covered: readonly number[],
	uncovered: readonly number[],
	member: Member,
): void {
	const bill = splitEvenly(line.billed, line.units);
	const lapses = new Map<string, Minor>();
	for (const unit of uncovered) {
		const carc = lapseCarc(member, line.dateOfUnit(unit));
		lapses.set(carc, add(lapses.get(carc) ?? ZERO, bill[unit] ?? ZERO));
	}
	line.lapses = [...lapses].map(([carc, billed]): Lapse => ({ carc, billed }));
	line.days = covered.map((unit) => line.dayOfUnit(unit));
	line.units = covered.length;
}
