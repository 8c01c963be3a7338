import type { AuthorizationFacts, MemberFacts, PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { Authorization, Member, Plan, Policy, Provider } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { moneyIn, readIfGiven } from './money-reader';
import { specialtiesUnder, withoutDot } from './plan-of-document';

/**
 * A member as the engine knows one: without name and numbers, which decide nothing. Whether a membership has ended is said
 * by its spans; its status of today says nothing about a service of last year. The spans are those of the product that
 * pays, whatever its plans were: days of another product neither fill a lapse nor shorten a waiting period.
 */
export function memberOf(facts: MemberFacts, product: string | null): Member {
	return {
		birth_date: facts.birth_date,
		death_date: facts.death_date ?? undefined,
		sex: facts.sex,
		relationship: facts.relationship,
		family_id: facts.family_id,
		group_id: facts.group_id,
		coverage: facts.coverages
			.filter((coverage) => coverage.product === product)
			.map(({ from, to }) => ({ from, to })),
		disabled: facts.is_disabled,
		student: facts.is_student,
		pre_existing: facts.pre_existing.map(withoutDot),
		cob: facts.coordination ?? undefined,
		other_coverage: facts.other_coverage ?? undefined,
	};
}

export const providerOf = (facts: ProviderFacts, plan: Plan): Provider => ({
	npi: facts.npi ?? undefined,
	status: facts.status,
	licence_to: facts.licence_to ?? undefined,
	specialties: specialtiesUnder(plan, facts.specialties),
	channels: facts.channels.length > 0 ? facts.channels : undefined,
});

export function policyOf({ id, currency, aso, excess }: PolicyFacts): Policy {
	const read = moneyIn(decimalsOf(currency));
	return {
		id,
		aso: aso ? { amount: read(aso.amount) } : undefined,
		excess: excess
			? {
					mode: excess.mode,
					fund: excess.fund ?? undefined,
					amount: read(excess.amount),
					add_room: excess.add_room,
				}
			: undefined,
	};
}

export function authorizationOf(facts: AuthorizationFacts): Authorization {
	const { id, member_id, provider_id, status, from, to, benefits, amount, currency } = facts;
	return {
		id,
		member_id,
		provider_id: provider_id ?? undefined,
		status,
		from,
		to,
		benefits: benefits.length > 0 ? benefits : undefined,
		amount: readIfGiven(moneyIn(decimalsOf(currency)), amount),
	};
}
