import { type Problem, ProblemError } from '@claims-askes/kernel/problems';
import { coveragePolicyOf, type Enrolment, memberPolicyOf } from '@claims-askes/sdk/claim';
import type { WantedCoverage } from '../domain/coverage';
import type { Enrollment } from '../domain/enrollment';
import type { Ending, Maintenance } from '../domain/maintenance';
import { classOfContract, onlyPlanOf, planNamed } from '../domain/plan-named';
import { MEMBER_PROBLEMS } from '../domain/problems';
import { ofProduct, type PlanProducts } from './products-of-plans';

/** As much of a policy as an employer's file leaves unsaid. */
export interface KnownPolicy {
	readonly id: string;
	readonly group_id: string;
	readonly classes: readonly { readonly class?: string; readonly plan_id: string }[];
}

/** REF 23: the payer's own number of a person. */
const CLIENT_NUMBER = '23';
const RELATIONSHIPS: Partial<Record<Enrolment['relationship'], Enrollment['relationship']>> = {
	self: 'employee',
	employee: 'employee',
	spouse: 'spouse',
	life_partner: 'spouse',
	child: 'child',
	stepchild: 'child',
	foster_child: 'child',
	adopted_child: 'child',
	grandchild: 'child',
	ward: 'child',
	handicapped_dependent: 'child',
};
const SEXES = { female: 'F', male: 'M', other: 'U', unknown: 'U' } as const;
const STUDENTS = new Set(['F', 'P']);
const ENDS = new Set<Enrolment['maintenance_type']>(['cancel', 'delete']);

type Coverage = Enrolment['coverages'][number];

/** The policies that an entry is about. */
export interface PoliciesMeant {
	/** Of the member; where only coverages name one, that of the first. */
	readonly main: KnownPolicy;
	/** A number that is no policy's may be a group's own: the coverage is then under the member's. */
	readonly of: (coverage: Coverage) => KnownPolicy;
}

export function policiesMeant(
	enrolment: Enrolment,
	known: ReadonlyMap<string, KnownPolicy>,
): PoliciesMeant | undefined {
	const named = (number: string | undefined) => (number === undefined ? undefined : known.get(number));
	const own = (coverage: Coverage) => named(coveragePolicyOf(coverage));
	const main = named(memberPolicyOf(enrolment)) ?? enrolment.coverages.map(own).find((policy) => policy);
	return main && { main, of: (coverage) => own(coverage) ?? main };
}

/** Of an employee the family's number will do; a dependant has one of their own. */
export const memberNumberOf = (enrolment: Enrolment): string | undefined => {
	const { member, identifiers = [], is_subscriber, subscriber_number } = enrolment;
	return (
		[...identifiers, ...(member.identifiers ?? [])].find(({ qualifier }) => qualifier === CLIENT_NUMBER)
			?.value ??
		(is_subscriber ? subscriber_number : undefined) ??
		member.member_id
	);
};

/** The plans under which somebody may be meant to be covered. */
export const plansOf = (enrolment: Enrolment, policies: PoliciesMeant): string[] =>
	enrolment.coverages.flatMap((coverage) => {
		if (ENDS.has(coverage.maintenance_type)) return coverage.plan ? [] : (classOfContract(coverage) ?? []);
		if (coverage.plan) return coverage.plan;
		return [
			classOfContract(coverage) ?? [],
			policies.of(coverage).classes.map(({ plan_id }) => plan_id),
		].flat();
	});

/** What one member of an 834 comes to in our terms. */
export function maintenanceOf(
	enrolment: Enrolment,
	policies: PoliciesMeant | undefined,
	products: PlanProducts,
): Maintenance {
	const member_number = memberNumberOf(enrolment) ?? '';
	const refused = (problem: Problem): Maintenance => ({
		kind: 'refuse',
		member_number,
		problem: new ProblemError(problem),
	});
	if (!member_number) return refused(MEMBER_PROBLEMS.MEMBER_NUMBER_MISSING);
	if (!policies) return refused(MEMBER_PROBLEMS.POLICY_UNKNOWN);
	const { group_id } = policies.main;
	if (enrolment.coverages.some((coverage) => policies.of(coverage).group_id !== group_id))
		return refused(MEMBER_PROBLEMS.POLICY_OF_ANOTHER_GROUP);
	if (ENDS.has(enrolment.maintenance_type)) return endingOf(enrolment, policies, member_number, products);
	const relationship = enrolment.is_subscriber ? 'employee' : RELATIONSHIPS[enrolment.relationship];
	if (!relationship) return refused(MEMBER_PROBLEMS.RELATIONSHIP_NOT_COVERED);
	const { first_name, last_name, birth_date, sex, death_date } = enrolment.member;
	const endings = endingsOf(enrolment, policies, products);
	if (!endings) return refused(MEMBER_PROBLEMS.ENDING_WITHOUT_DAY);
	const coverages = coveragesOf(enrolment, policies, products);
	if (coverages === 'day_missing') return refused(MEMBER_PROBLEMS.FACTS_MISSING);
	if (coverages === 'plan_missing') return refused(MEMBER_PROBLEMS.PLAN_NOT_NAMED);
	return {
		kind: 'enroll',
		endings,
		isOfKnown: enrolment.maintenance_type === 'change' && coverages.length === 0,
		enrollment: {
			member_number,
			...(enrolment.subscriber_number ? { subscriber_number: enrolment.subscriber_number } : {}),
			...(relationship === 'employee' ? { group_id } : {}),
			relationship,
			given_name: first_name,
			family_name: last_name,
			birth_date,
			sex: sex && SEXES[sex],
			coverages,
			...(death_date ? { death_date } : {}),
			...(enrolment.is_handicapped === undefined ? {} : { is_disabled: enrolment.is_handicapped }),
			...(enrolment.student_status === undefined
				? {}
				: { is_student: STUDENTS.has(enrolment.student_status) }),
		},
	};
}

/** The coverages that are to stand, or what one of them lacks. */
function coveragesOf(
	enrolment: Enrolment,
	policies: PoliciesMeant,
	products: PlanProducts,
): WantedCoverage[] | 'day_missing' | 'plan_missing' {
	const wanted: WantedCoverage[] = [];
	for (const coverage of enrolment.coverages) {
		const { maintenance_type, begin_date, end_date } = coverage;
		if (ENDS.has(maintenance_type)) continue;
		const policy = policies.of(coverage);
		const plan_id =
			namedIn(coverage, policy, products) ??
			onlyPlanOf(coverage, policy.classes, (plan) => products.get(plan));
		const from = begin_date ?? enrolment.eligibility_begin;
		if (!from) return 'day_missing';
		if (!plan_id) return 'plan_missing';
		const to = end_date ?? enrolment.eligibility_end ?? null;
		wanted.push(ofProduct({ policy_id: policy.id, plan_id, from, to }, products));
	}
	return wanted;
}

const namedIn = (
	coverage: Enrolment['coverages'][number],
	{ classes }: KnownPolicy,
	products: PlanProducts,
): string | undefined => planNamed(coverage, classes, (plan) => products.has(plan));

/** What ends of a member who stays; null where a last day is missing. */
function endingsOf(enrolment: Enrolment, policies: PoliciesMeant, products: PlanProducts): Ending[] | null {
	const endings: Ending[] = [];
	for (const coverage of enrolment.coverages) {
		const { maintenance_type, end_date } = coverage;
		if (!ENDS.has(maintenance_type)) continue;
		const policy = policies.of(coverage);
		const plan = namedIn(coverage, policy, products);
		const on = end_date ?? enrolment.eligibility_end;
		if (!on) return null;
		endings.push({
			policy_id: policy.id,
			what: plan === undefined ? 'the_only_product' : { plan_id: plan },
			on,
		});
	}
	return endings;
}

/**
 * A person who leaves: what the file names ends on its own day. Where it names nothing that they have, or says when they
 * leave altogether, all they have under the policies that it names ends, on the latest day that it names.
 */
function endingOf(
	enrolment: Enrolment,
	policies: PoliciesMeant,
	member_number: string,
	products: PlanProducts,
): Maintenance {
	const days = enrolment.coverages.flatMap(({ end_date }) => end_date ?? []).toSorted();
	const on = enrolment.eligibility_end ?? days.at(-1);
	if (!on)
		return {
			kind: 'refuse',
			member_number,
			problem: new ProblemError(MEMBER_PROBLEMS.ENDING_WITHOUT_DAY),
		};
	const coverages = enrolment.coverages.map((coverage) => {
		const policy = policies.of(coverage);
		return { ...coverage, policy_id: policy.id, plan: namedIn(coverage, policy, products) };
	});
	const isWhole = enrolment.eligibility_end !== undefined || coverages.some(({ plan }) => !plan);
	const named = coverages.flatMap(({ policy_id, plan, end_date = on }) =>
		plan && !isWhole ? [{ policy_id, plan_id: plan, on: end_date }] : [],
	);
	const all = new Set([policies.main.id, ...coverages.map(({ policy_id }) => policy_id)]);
	return { kind: 'end', member_number, policies: [...all], on, named };
}
