import type { Line } from '../line';
import { lineHolds, type Run } from '../run';
import type { CalendarDate } from '../types';
import type { Rule } from './rule';

export const unitsEdit: Rule = {
	number: 15,
	id: 'R15',
	name: 'Units stay within what is plausible for the code: per line, or per day',
	citation: 'ADJUDICATION 2, rule 15; CMS NCCI MUE, MAI 1 to 3; X12 CARC 151',
	carcs: ['151'],
	group: 'CO',
	effect: 'deny',
	authority: 2,
	isIdle: ({ codes }) => !codes.units,
	check(run, line) {
		const edit = run.codes.units?.at(line.code, line.day);
		if (!edit) return undefined;
		const most = edit.mai === 1 ? line.units : unitsOnFullestDay(run, line);
		return most > edit.max ? { carc: '151' } : undefined;
	},
	saw: ({ codes }, line) => ({
		code: line.code,
		units: line.units,
		edit: codes.units?.at(line.code, line.day),
	}),
};

/** With the lines before it and what was paid on earlier claims: the line that takes a day over its total is denied. */
function unitsOnFullestDay(run: Run, line: Line): number {
	let fullest = 0;
	for (let unit = 0; unit < (line.isPerDay ? line.units : 1); unit++) {
		fullest = Math.max(
			fullest,
			unitsBefore(run, line, line.dateOfUnit(unit)) + (line.isPerDay ? 1 : line.units),
		);
	}
	return fullest;
}

function unitsBefore(run: Run, line: Line, date: CalendarDate): number {
	let units = 0;
	for (const earlier of run.lines) {
		if (earlier === line) break;
		if (!earlier.denial && earlier.code === line.code) units += unitsOn(earlier, date);
	}
	for (const earlier of run.history) {
		if (earlier.outcome !== 'pay' || earlier.code !== line.code) continue;
		if (earlier.provider_id !== run.claim.provider_id || !lineHolds(run, earlier, date)) continue;
		const isPerDay = earlier.benefit != null && run.plan.benefits.get(earlier.benefit)?.isPerDay;
		units += isPerDay ? 1 : (earlier.units ?? 1);
	}
	return units;
}

function unitsOn(line: Line, date: CalendarDate): number {
	if (!line.isPerDay) return line.from === date ? line.units : 0;
	for (let unit = 0; unit < line.units; unit++) if (line.dateOfUnit(unit) === date) return 1;
	return 0;
}
