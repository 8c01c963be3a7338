import type { PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import { type CalendarDate, isWithin } from '@claims-askes/kernel/calendar-date';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { Revision } from '@claims-askes/kernel/revision';
import { POLICY_PROBLEMS } from './problems';

/** The plan and room that a class of people has from a day on. */
export interface PolicyClass {
	readonly class: string;
	readonly from: CalendarDate;
	readonly plan_id: string;
	readonly room_class: string | null;
}

/** How excess is handled, without what is in the fund. */
export type ExcessTerms = Omit<NonNullable<PolicyFacts['excess']>, 'amount'>;

export interface Policy extends Pick<PolicyFacts, 'id' | 'number' | 'group_id' | 'currency' | 'from' | 'to'> {
	readonly has_aso: boolean;
	readonly excess: ExcessTerms | null;
	readonly classes: readonly PolicyClass[];
}

/** A policy as it is to be issued. */
export interface PolicyTerms {
	readonly number: string;
	readonly currency: string;
	readonly from: CalendarDate;
	readonly to?: CalendarDate | null | undefined;
	readonly aso?: boolean | undefined;
	readonly excess?: ExcessTerms | null | undefined;
	readonly classes?: readonly ClassTerms[] | undefined;
}

export interface ClassTerms {
	readonly class: string;
	readonly plan_id: string;
	readonly room_class?: string | null | undefined;
}

export function issuePolicy(terms: PolicyTerms, group_id: string, id: string): Policy {
	const { number, currency, from, to = null, aso = false, excess = null, classes = [] } = terms;
	if (to !== null && to < from) throw new ProblemError(POLICY_PROBLEMS.POLICY_DATES_INVERTED);
	if (excess && (excess.mode === 'standard') !== (excess.fund === null))
		throw new ProblemError(POLICY_PROBLEMS.EXCESS_FUND_MISMATCH);
	const issued = { id, number, group_id, currency, from, to, has_aso: aso, excess };
	return { ...issued, classes: classes.reduce(withClass(from), []) };
}

const withClass =
	(from: CalendarDate) =>
	(present: readonly PolicyClass[], terms: ClassTerms): readonly PolicyClass[] => {
		const isTaken = present.some((one) => one.class === terms.class && one.from === from);
		if (isTaken) throw new ProblemError(POLICY_PROBLEMS.CLASS_REPEATED);
		const { class: name, plan_id, room_class = null } = terms;
		return [...present, { class: name, from, plan_id, room_class }].sort(byClassAndDay);
	};

const byClassAndDay = (a: PolicyClass, b: PolicyClass) =>
	`${a.class} ${a.from}` < `${b.class} ${b.from}` ? -1 : 1;

/** What may change of a policy: when it ends, and which plan a class has. */
export type Change =
	| { readonly kind: 'term'; readonly to: CalendarDate | null }
	| ({ readonly kind: 'class' } & ClassTerms);

export interface Endorsement {
	readonly id: string;
	readonly effective_on: CalendarDate;
	readonly change: Change;
}

/** The policy with a change that takes effect on a day. */
export function endorse(policy: Policy, effective_on: CalendarDate, change: Change): Policy {
	if (!isWithin(policy, effective_on)) throw new ProblemError(POLICY_PROBLEMS.ENDORSEMENT_OUTSIDE_POLICY);
	if (change.kind === 'class') return { ...policy, classes: withClass(effective_on)(policy.classes, change) };
	if (change.to !== null && change.to < policy.from)
		throw new ProblemError(POLICY_PROBLEMS.POLICY_DATES_INVERTED);
	return { ...policy, to: change.to };
}

/** A policy as stored and as it shall be, with the endorsements that lead there. */
export interface PolicyChange extends Revision<Policy> {
	readonly endorsements: readonly Endorsement[];
}
