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
		if (codes.experimental?.at(line.code, line.day)) return { carc: '55' };
		const prefixes = codes.necessity?.at(line.code, line.day);
		if (!prefixes) return undefined;
		const isNecessary = claim.diagnoses.some((code) => prefixes.some((prefix) => code.startsWith(prefix)));
		return isNecessary ? undefined : { carc: '50' };
	},
	saw: ({ claim, codes }, line) => ({
		code: line.code,
		diagnoses: claim.diagnoses,
		necessary_for: codes.necessity?.at(line.code, line.day),
	}),
};
