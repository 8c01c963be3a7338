import { isNpi } from '@claims-askes/kernel/npi';
import { oncePer } from '../once-per';
import { own } from '../own';
import type { Facts, Provider } from '../types';
import type { Rule } from './rule';

export const providerKnown: Rule = {
	number: 4,
	id: 'R4',
	name: 'The provider is known, and its identifier well formed',
	citation: 'ADJUDICATION 2, rule 4; 45 CFR 162.406; X12 CARC 206, 207, 208',
	carcs: ['206', '207', '208'],
	group: 'CO',
	effect: 'reject',
	authority: null,
	reject(claim, facts) {
		const carc = whatIsWrong(claim.provider_id, facts);
		return carc ? [{ carc, line: null }] : [];
	},
	check(run) {
		const carc = whatIsWrong(run.claim.provider_id, run.facts);
		return carc ? { carc } : undefined;
	},
	saw: ({ claim, provider }) => ({ provider: claim.provider_id, npi: provider?.npi }),
};

function whatIsWrong(id: string, facts: Facts): '206' | '207' | '208' | undefined {
	if (!id) return '206';
	const provider = own(facts.providers, id);
	if (!provider) return TEN_DIGITS.test(id) && !isNpi(id) ? '207' : '208';
	if (provider.npi == null) return undefined;
	if (provider.npi === '') return '206';
	return hasGoodNpi(provider) ? undefined : '207';
}

const TEN_DIGITS = /^\d{10}$/;

/** A provider's number is checked once, not on each of its claims. */
const hasGoodNpi = oncePer(({ npi }: Provider): boolean => isNpi(npi ?? ''));
