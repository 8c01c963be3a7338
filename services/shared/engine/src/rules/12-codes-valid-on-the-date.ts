import { own } from '../own';
import type { CalendarDate, CodeSpan } from '../types';
import type { Rule } from './rule';

export const codesValidOnTheDate: Rule = {
	number: 12,
	id: 'R12',
	name: 'There is a diagnosis, and every code is valid on the date of service',
	citation: 'ADJUDICATION 2, rule 12; X12 CARC 146, 181',
	carcs: ['146', '181'],
	group: 'CO',
	effect: 'deny',
	authority: 2,
	check({ claim, codes }, line) {
		const { diagnoses, procedures } = codes.sets;
		if (claim.diagnoses.length === 0) return { carc: '146' };
		if (diagnoses) {
			for (const code of claim.diagnoses) if (!isValid(diagnoses, code, line.from)) return { carc: '146' };
		}
		return procedures && !isValid(procedures, line.code, line.from) ? { carc: '181' } : undefined;
	},
	saw: ({ claim }, line) => ({ date: line.from, code: line.code, diagnoses: claim.diagnoses }),
};

function isValid(spans: Readonly<Record<string, CodeSpan>>, code: string, date: CalendarDate): boolean {
	const span = own(spans, code);
	if (!span) return false;
	const [from, to] = span;
	return (from == null || from <= date) && (to == null || date <= to);
}
