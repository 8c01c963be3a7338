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
		const { diagnoses, procedures } = codes;
		if (claim.diagnoses.length === 0) return { carc: '146' };
		if (diagnoses) {
			for (const code of claim.diagnoses) if (!diagnoses.at(code, line.day)) return { carc: '146' };
		}
		return procedures && !procedures.at(line.code, line.day) ? { carc: '181' } : undefined;
	},
	saw: ({ claim }, line) => ({ date: line.from, code: line.code, diagnoses: claim.diagnoses }),
};
