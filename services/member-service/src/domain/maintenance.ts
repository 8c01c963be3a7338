import { attempt, type EntryResult } from '@claims-askes/kernel/bulk';
import { addDays, type CalendarDate } from '@claims-askes/kernel/calendar-date';
import { ProblemError } from '@claims-askes/kernel/problems';
import { isSame } from '@claims-askes/kernel/revision';
import type { WantedCoverage } from './coverage';
import { type Enrollment, enrollAll } from './enrollment';
import type { Member } from './member';
import { MEMBER_PROBLEMS } from './problems';

/** Which coverages of a member end, and on which day they hold for the last time. */
export interface Ending {
	readonly policy_id: string;
	/** Without one, whatever the plan. */
	readonly plan_id?: string | undefined;
	readonly on: CalendarDate;
}

/** What an employer's file says of one person: who they are and what they have, or what ends. */
export type Maintenance =
	| {
			readonly kind: 'enroll';
			readonly enrollment: Enrollment;
			readonly endings: readonly Ending[];
			/** A change of somebody enrolled before, which makes nobody new. */
			readonly isOfKnown: boolean;
	  }
	| {
			readonly kind: 'end';
			readonly member_number: string;
			/** Dependants are covered through the employee: what ends for one ends for the family. */
			readonly endings: readonly Ending[];
	  }
	| { readonly kind: 'refuse'; readonly member_number: string; readonly problem: ProblemError };

export interface MaintenanceResult {
	readonly result: EntryResult<Member>;
	/** The dependants whose coverage ended with the employee's. */
	readonly ended: readonly Member[];
}

/**
 * Carries out a file's changes, enrolments before endings and employees before dependants. `known` holds the members
 * that the file names and, of employees whose coverage ends, the whole families. Answers in the order of the file.
 */
export function maintain(
	wanted: readonly Maintenance[],
	known: readonly Member[],
	newId: () => string,
): MaintenanceResult[] {
	const members = new Map(known.map((member) => [member.member_number, member]));
	const results: MaintenanceResult[] = [];
	const list = withoutStrangers(wanted, members);
	const enrolled = list.flatMap((one, at) => (one.kind === 'enroll' ? [{ ...one, at }] : []));
	const made = makingRoom(enrolled, members);
	const outcomes = enrollAll(
		enrolled.map(({ enrollment }) => enrollment),
		[...made.values()],
		newId,
	);
	enrolled.forEach(({ enrollment, endings, at }, place) => {
		const outcome = outcomes[place];
		if (!outcome) return;
		const before = members.get(enrollment.member_number);
		const result = attempt(() => afterwards(outcome, endings, before));
		if (result.outcome !== 'refused') members.set(enrollment.member_number, result.value);
		results[at] = { result, ended: [] };
	});
	list.forEach((one, at) => {
		if (one.kind === 'refuse')
			results[at] = { result: { outcome: 'refused', error: one.problem }, ended: [] };
		if (one.kind === 'end') results[at] = end(one, members);
	});
	return results;
}

/** Refuses changes of people who are not enrolled, and whom the file does not add. */
function withoutStrangers(
	list: readonly Maintenance[],
	members: ReadonlyMap<string, Member>,
): readonly Maintenance[] {
	const added = list.flatMap((one) =>
		one.kind === 'enroll' && !one.isOfKnown ? [one.enrollment.member_number] : [],
	);
	const named = new Set([...members.keys(), ...added]);
	return list.map((one): Maintenance => {
		if (one.kind !== 'enroll' || named.has(one.enrollment.member_number)) return one;
		const problem = new ProblemError(MEMBER_PROBLEMS.MEMBER_UNKNOWN);
		return { kind: 'refuse', member_number: one.enrollment.member_number, problem };
	});
}

/** The members with open coverage ended where a later one of the same policy takes over: a change of plan. */
function makingRoom(
	enrolled: readonly { readonly enrollment: Enrollment }[],
	members: ReadonlyMap<string, Member>,
): Map<string, Member> {
	const after = new Map(members);
	for (const { enrollment } of enrolled) {
		const member = after.get(enrollment.member_number);
		if (!member) continue;
		const coverages = member.coverages.map((one) => {
			const next = enrollment.coverages.find((wanted) => takesOver(wanted, one));
			return next ? { ...one, to: addDays(next.from, -1) } : one;
		});
		after.set(enrollment.member_number, { ...member, coverages });
	}
	return after;
}

const takesOver = (wanted: WantedCoverage, held: Member['coverages'][number]): boolean =>
	held.to === null && held.policy_id === wanted.policy_id && held.from < wanted.from;

/** What was enrolled, with what ends at the same time; told apart from what was there before the file. */
function afterwards(
	outcome: EntryResult<Member>,
	endings: readonly Ending[],
	before: Member | undefined,
): EntryResult<Member> {
	if (outcome.outcome === 'refused') return outcome;
	const value = withEndings(outcome.value, endings);
	if (!before) return { outcome: 'created', value };
	return { outcome: isSame(before, value) ? 'unchanged' : 'updated', value };
}

function end(
	{ member_number, endings }: Extract<Maintenance, { kind: 'end' }>,
	members: Map<string, Member>,
): MaintenanceResult {
	const ended: Member[] = [];
	const result = attempt(() => {
		const member = members.get(member_number);
		if (!member) throw new ProblemError(MEMBER_PROBLEMS.MEMBER_UNKNOWN);
		const after = withEndings(member, endings);
		if (member.relationship === 'employee') {
			for (const dependant of [...members.values()]) {
				if (dependant.family_id !== member.family_id || dependant.id === member.id) continue;
				const without = withEndings(dependant, endings);
				if (isSame(dependant, without)) continue;
				ended.push(without);
				members.set(dependant.member_number, without);
			}
		}
		members.set(member_number, after);
		return { outcome: isSame(member, after) ? 'unchanged' : 'updated', value: after };
	});
	return { result, ended };
}

/** A coverage that would begin after its end never holds: it is taken back. */
function withEndings(member: Member, endings: readonly Ending[]): Member {
	let { coverages } = member;
	for (const { policy_id, plan_id, on } of endings) {
		coverages = coverages
			.filter((one) => !isMeant(one, { policy_id, plan_id }) || one.from <= on)
			.map((one) =>
				isMeant(one, { policy_id, plan_id }) && (one.to === null || one.to > on) ? { ...one, to: on } : one,
			);
	}
	return { ...member, coverages };
}

const isMeant = (
	held: Member['coverages'][number],
	{ policy_id, plan_id }: { policy_id: string; plan_id: string | undefined },
): boolean => held.policy_id === policy_id && (plan_id === undefined || held.plan_id === plan_id);
