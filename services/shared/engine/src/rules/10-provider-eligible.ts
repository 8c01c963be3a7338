import { hasEndedBefore } from '../contract-index';
import type { Rule } from './rule';

export const providerEligible: Rule = {
	number: 10,
	id: 'R10',
	name: 'The provider may give this service: licence and contract in force, the specialty right',
	citation: 'ADJUDICATION 2, rule 10; X12 CARC B7, 170',
	carcs: ['B7', '170'],
	group: 'CO',
	effect: 'deny',
	authority: 4,
	check({ provider, contracts }, line) {
		if (!provider) return undefined;
		if ((provider.status ?? 'active') !== 'active') return { carc: 'B7' };
		if (provider.licence_to && provider.licence_to < line.from) return { carc: 'B7' };
		if (!line.contract && hasEndedBefore(contracts, line.from)) return { carc: 'B7' };
		const specialty = line.plan.benefit.specialty;
		return specialty && !provider.specialties?.includes(specialty) ? { carc: '170' } : undefined;
	},
	saw: ({ claim, provider }, line) => ({
		provider: claim.provider_id,
		status: provider?.status,
		licence_to: provider?.licence_to,
		contract: line.contract?.cites,
		specialty: line.plan.benefit.specialty,
	}),
};
