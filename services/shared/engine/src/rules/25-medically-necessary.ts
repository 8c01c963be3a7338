import type { Rule } from './rule';

export const medicallyNecessary: Rule = {
	number: 25,
	id: 'R25',
	name: 'The procedure is necessary for the diagnosis, and not experimental',
	citation: 'ADJUDICATION 2, rule 25; X12 CARC 50, 55',
	carcs: ['50', '55'],
	group: 'CO',
	effect: 'deny',
	authority: 4,
	isIdle: ({ codes }) => !codes.necessity && !codes.experimental,
	check({ claim, codes }, line) {
		const prefixes = codes.necessity?.at(line.code, line.day);
		const isJustifying = (code: string) => prefixes?.some((prefix) => code.startsWith(prefix));
		if (prefixes && !claim.diagnoses.some(isJustifying)) return { carc: '50' };
		return codes.experimental?.at(line.code, line.day) ? { carc: '55' } : undefined;
	},
	saw: ({ claim, codes }, line) => ({
		code: line.code,
		diagnoses: claim.diagnoses,
		necessary_for: codes.necessity?.at(line.code, line.day),
	}),
};
