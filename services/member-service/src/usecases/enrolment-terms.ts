import { type Problem, ProblemError } from '@claims-askes/kernel/problems';
import type { Enrolment } from '@claims-askes/sdk/claim';
import type { WantedCoverage } from '../domain/coverage';
import type { Enrollment } from '../domain/enrollment';
import type { Ending, Maintenance } from '../domain/maintenance';
import { MEMBER_PROBLEMS } from '../domain/problems';
import { ofProduct, type PlanProducts } from './products-of-plans';

/** As much of a policy as an employer's file leaves unsaid. */
export interface KnownPolicy {
	readonly id: string;
	readonly group_id: string;
	readonly classes: readonly { readonly plan_id: string }[];
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
	grandchild: 'child',
	ward: 'child',
	handicapped_dependent: 'child',
};
const SEXES = { female: 'F', male: 'M', other: 'U', unknown: 'U' } as const;
const STUDENTS = new Set(['F', 'P']);
const ENDS = new Set<Enrolment['maintenance_type']>(['cancel', 'delete']);

export const policyNumberOf = ({ master_policy, group_number }: Enrolment): string | undefined =>
	master_policy ?? group_number;

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

/** The plans under which somebody is to be covered. */
export const plansOf = (enrolment: Enrolment, policy: KnownPolicy): string[] =>
	enrolment.coverages.flatMap(({ plan, maintenance_type }) =>
		ENDS.has(maintenance_type) ? [] : (plan ?? onlyPlanOf(policy) ?? []),
	);

/** What one member of an 834 comes to in our terms. */
export function maintenanceOf(
	enrolment: Enrolment,
	policy: KnownPolicy | undefined,
	products: PlanProducts,
): Maintenance {
	const member_number = memberNumberOf(enrolment) ?? '';
	const refused = (problem: Problem): Maintenance => ({
		kind: 'refuse',
		member_number,
		problem: new ProblemError(problem),
	});
	if (!member_number) return refused(MEMBER_PROBLEMS.MEMBER_NUMBER_MISSING);
	if (!policy) return refused(MEMBER_PROBLEMS.POLICY_UNKNOWN);
	if (ENDS.has(enrolment.maintenance_type)) return endingOf(enrolment, policy, member_number);
	const relationship = enrolment.is_subscriber ? 'employee' : RELATIONSHIPS[enrolment.relationship];
	if (!relationship) return refused(MEMBER_PROBLEMS.RELATIONSHIP_NOT_COVERED);
	const { first_name, last_name, birth_date, sex, death_date } = enrolment.member;
	const endings = endingsOf(enrolment, policy);
	if (!endings) return refused(MEMBER_PROBLEMS.ENDING_WITHOUT_DAY);
	const coverages = coveragesOf(enrolment, policy, products);
	if (!coverages) return refused(MEMBER_PROBLEMS.FACTS_MISSING);
	return {
		kind: 'enroll',
		endings,
		isOfKnown: enrolment.maintenance_type === 'change' && coverages.length === 0,
		enrollment: {
			member_number,
			...(enrolment.subscriber_number ? { subscriber_number: enrolment.subscriber_number } : {}),
			...(relationship === 'employee' ? { group_id: policy.group_id } : {}),
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

/** The coverages that are to stand; null where one of them lacks its plan or first day. */
function coveragesOf(
	enrolment: Enrolment,
	policy: KnownPolicy,
	products: PlanProducts,
): WantedCoverage[] | null {
	const wanted: WantedCoverage[] = [];
	for (const { maintenance_type, plan, begin_date, end_date } of enrolment.coverages) {
		if (ENDS.has(maintenance_type)) continue;
		const plan_id = plan ?? onlyPlanOf(policy);
		const from = begin_date ?? enrolment.eligibility_begin;
		if (!plan_id || !from) return null;
		const to = end_date ?? enrolment.eligibility_end ?? null;
		wanted.push(ofProduct({ policy_id: policy.id, plan_id, from, to }, products));
	}
	return wanted;
}

function onlyPlanOf({ classes }: KnownPolicy): string | undefined {
	const plans = new Set(classes.map(({ plan_id }) => plan_id));
	return plans.size === 1 ? [...plans][0] : undefined;
}

/** What ends of a member who stays; null where a last day is missing. */
function endingsOf(enrolment: Enrolment, policy: KnownPolicy): Ending[] | null {
	const endings: Ending[] = [];
	for (const { maintenance_type, plan, end_date } of enrolment.coverages) {
		if (!ENDS.has(maintenance_type)) continue;
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
 * leave altogether, all they have under the policy ends, on the latest day that it names.
 */
function endingOf(enrolment: Enrolment, policy: KnownPolicy, member_number: string): Maintenance {
	const days = enrolment.coverages.flatMap(({ end_date }) => end_date ?? []).toSorted();
	const on = enrolment.eligibility_end ?? days.at(-1);
	if (!on)
		return {
			kind: 'refuse',
			member_number,
			problem: new ProblemError(MEMBER_PROBLEMS.ENDING_WITHOUT_DAY),
		};
	const isWhole = enrolment.eligibility_end !== undefined || enrolment.coverages.some(({ plan }) => !plan);
	const named = enrolment.coverages.flatMap(({ plan, end_date = on }) =>
		plan && !isWhole ? [{ plan_id: plan, on: end_date }] : [],
	);
	return { kind: 'end', member_number, policy_id: policy.id, on, named };
}
