import { isWithin } from '@claims-askes/kernel/calendar-date';
import type { Line } from '../line';
import type { Run } from '../run';
import type { Authorization, Minor } from '../types';
import type { Rule } from './rule';

/** What an authorization leaves is weighed in the money: `money/authorized-amount.ts`. */
export const authorization: Rule = {
	number: 24,
	id: 'R24',
	name: 'A benefit that needs an authorization has one that matches and is not used up',
	citation: 'ADJUDICATION 2, rule 24; X12 CARC 197, 15, 198, 39',
	carcs: ['197', '15', '198', '39'],
	group: 'CO',
	effect: 'deny',
	authority: 3,
	isIdle: ({ plan }) => !plan.settings.has('authorization'),
	check(run, line) {
		if (!line.plan.benefit.authorization) return undefined;
		const id = line.source.authorization ?? run.claim.authorization;
		if (!id) return { carc: '197' };
		const found = run.facts.authorizations?.find((candidate) => candidate.id === id);
		if (!found || !matches(run, line, found)) return { carc: '15' };
		if (found.status === 'denied') return { carc: '39' };
		if (!GIVEN.has(found.status ?? 'approved')) return { carc: '15' };
		line.authorization = found;
		return undefined;
	},
	saw: (run, line): Sight => ({
		required: line.plan.benefit.authorization === true,
		given: line.source.authorization ?? run.claim.authorization,
		amount: line.amount,
	}),
	measured(saw, carc) {
		const { amount, ...against } = saw as Sight;
		return carc === '198' ? { amount, against } : undefined;
	},
};

interface Sight {
	readonly required: boolean;
	readonly given: string | null | undefined;
	readonly amount: Minor;
}

const GIVEN = new Set(['approved', 'partially_approved', 'active', 'issued', 'extended']);

function matches({ claim }: Run, line: Line, found: Authorization): boolean {
	if (found.member_id !== claim.member_id || !isWithin(found, line.from)) return false;
	if (found.provider_id && found.provider_id !== claim.provider_id) return false;
	return !found.benefits || found.benefits.includes(line.benefitId ?? '');
}
