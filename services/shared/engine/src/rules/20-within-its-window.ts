import { daysBetween } from '@claims-askes/kernel/calendar-date';
import type { Line } from '../line';
import type { Run } from '../run';
import { coversStay, isInside } from '../stays';
import type { Stay, Window } from '../types';
import type { Rule } from './rule';

export const withinItsWindow: Rule = {
	number: 20,
	id: 'R20',
	name: 'A service before or after a stay lies in the window on its own side of a covered stay',
	citation: 'ADJUDICATION 2, rule 20; X12 CARC 96',
	carcs: ['96'],
	group: 'PR',
	effect: 'deny',
	authority: 3,
	remarks: { '96': ['N130'] },
	isIdle: ({ plan }) => !plan.settings.has('window'),
	check(run, line) {
		const window = line.plan.benefit.window;
		if (!window) return undefined;
		const stays = coveredStays(run);
		if (stays.some((stay) => holds(window, stay, line))) return undefined;
		return { carc: '96', seen: { date: line.from, window, stays } };
	},
	saw: (_, line) => ({ date: line.from, window: line.plan.benefit.window }),
};

/** 1 to N days before admission, 0 to N days after discharge; a day inside the stay is in neither. */
function holds(window: Window, stay: Stay, line: Line): boolean {
	if (isInside(stay, line.from)) return false;
	const before = daysBetween(line.from, stay.admitted);
	if (before >= 1) return window.pre != null && before <= window.pre;
	const after = daysBetween(stay.discharged, line.from);
	return after >= 0 && window.post != null && after <= window.post;
}

/** Paid stays of earlier claims, and the claim's own while a line that is not itself around it is not denied. */
function coveredStays(run: Run): Stay[] {
	const stays: Stay[] = [];
	for (const earlier of run.history) if (coversStay(run.plan, earlier)) stays.push(earlier.stay);
	const { stay } = run.claim;
	if (stay && run.lines.some((line) => !line.denial && !line.plan.benefit.window)) stays.push(stay);
	return stays;
}
