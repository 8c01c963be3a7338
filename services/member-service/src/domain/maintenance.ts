import { attempt, type EntryResult } from '@claims-askes/kernel/bulk';
import { addDays, type CalendarDate } from '@claims-askes/kernel/calendar-date';
import { ProblemError } from '@claims-askes/kernel/problems';
import { isSame } from '@claims-askes/kernel/revision';
import { byProduct, type WantedCoverage } from './coverage';
import { type Enrollment, enrollAll } from './enrollment';
import type { Member } from './member';
import { MEMBER_PROBLEMS } from './problems';

/** Which coverages of a member end, and on which day they hold for the last time. */
export interface Ending {
	readonly policy_id: string;
	/** Of the policy: where a file names no plan, it can only mean a product that is alone. */
	readonly what:
		| { readonly plan_id: string }
		| { readonly product: string | null }
		| 'all'
		| 'the_only_product';
	readonly on: CalendarDate;
}

type Named = Pick<Enrollment, 'given_name' | 'family_name' | 'birth_date' | 'sex'>;

/** Of somebody known a file may leave out what stays as it was. */
export type SaidOfPerson = Omit<Enrollment, keyof Named> & {
	readonly [F in keyof Named]?: Named[F] | undefined;
};

/** What an employer's file says of one person: who they are and what they have, or what ends. */
export type Maintenance =
	| {
			readonly kind: 'enroll';
			readonly enrollment: SaidOfPerson;
			readonly endings: readonly Ending[];
			/** A change of somebody enrolled before, which makes nobody new. */
			readonly isOfKnown: boolean;
	  }
	| {
			/** Dependants are covered through the employee: what ends for one ends for the family. */
			readonly kind: 'end';
			readonly member_number: string;
			/** Under which everything ends on a day, if nothing that the person has is named. */
			readonly policies: readonly string[];
			readonly on: CalendarDate;
			readonly named: readonly {
				readonly policy_id: string;
				readonly plan_id: string;
				readonly on: CalendarDate;
			}[];
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
	const list = withoutStrangers(wanted, members).map(completion(members));
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

type Complete = Exclude<Maintenance, { kind: 'enroll' }> | Enrolling;
type Enrolling = Omit<Extract<Maintenance, { kind: 'enroll' }>, 'enrollment'> & {
	readonly enrollment: Enrollment;
};

/** Each entry with what it leaves out as it was before it: stored, or said earlier in the file. */
function completion(members: ReadonlyMap<string, Member>): (one: Maintenance) => Complete {
	const known = new Map<string, Named>(members);
	return (one) => {
		if (one.kind !== 'enroll') return one;
		const { member_number, family_name, given_name, birth_date, sex } = one.enrollment;
		const before = known.get(member_number);
		const last = family_name ?? before?.family_name;
		const born = birth_date ?? before?.birth_date;
		if (!last || !born)
			return {
				kind: 'refuse',
				member_number,
				problem: new ProblemError(MEMBER_PROBLEMS.FACTS_MISSING),
			};
		const named: Named = {
			given_name: given_name ?? before?.given_name ?? last,
			family_name: last,
			birth_date: born,
			sex: sex ?? before?.sex ?? 'U',
		};
		known.set(member_number, named);
		return { ...one, enrollment: { ...one.enrollment, ...named } };
	};
}

/** The members with open coverage ended where a later one of the same policy and product takes over: a change of plan. */
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

const takesOver = (wanted: WantedCoverage, held: Held): boolean =>
	held.to === null &&
	held.policy_id === wanted.policy_id &&
	held.product === wanted.product &&
	held.from < wanted.from;

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

type Leaving = Extract<Maintenance, { kind: 'end' }>;

function end(leaving: Leaving, members: Map<string, Member>): MaintenanceResult {
	const { member_number } = leaving;
	const ended: Member[] = [];
	const result = attempt(() => {
		const member = members.get(member_number);
		if (!member) throw new ProblemError(MEMBER_PROBLEMS.MEMBER_UNKNOWN);
		const endings = endingsOf(leaving, member);
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

/** The products of which a plan is named, each on the latest day that is named for it: plans may have followed each other. */
function endingsOf({ policies, named, on }: Leaving, { coverages }: Member): Ending[] {
	const endings = named.flatMap(({ policy_id, plan_id, on }) => {
		const held = coverages.find((one) => isMeant(one, { policy_id, what: { plan_id } }));
		return held ? [{ policy_id, what: { product: held.product }, on }] : [];
	});
	if (endings.length === 0) return policies.map((policy_id) => ({ policy_id, what: 'all', on }));
	const ofProduct = Map.groupBy(endings, ({ policy_id, what }) => `${policy_id} ${what.product}`);
	return [...ofProduct.values()].flatMap((days) =>
		days.toSorted((a, b) => (a.on < b.on ? 1 : -1)).slice(0, 1),
	);
}

/** A coverage that would begin after its end never holds: it is taken back. */
function withEndings(member: Member, endings: readonly Ending[]): Member {
	let { coverages } = member;
	for (const ending of endings) {
		const { what, on } = ending;
		const isEnding = (one: Held) => isMeant(one, ending) && (one.to === null || one.to > on);
		if (what === 'the_only_product' && byProduct(coverages.filter(isEnding)).size > 1)
			throw new ProblemError(MEMBER_PROBLEMS.ENDING_AMBIGUOUS);
		coverages = coverages
			.filter((one) => !isMeant(one, ending) || one.from <= on)
			.map((one) => (isEnding(one) ? { ...one, to: on } : one));
	}
	return { ...member, coverages };
}

type Held = Member['coverages'][number];

function isMeant(held: Held, { policy_id, what }: Omit<Ending, 'on'>): boolean {
	if (held.policy_id !== policy_id) return false;
	if (typeof what === 'string') return true;
	return 'plan_id' in what ? held.plan_id === what.plan_id : held.product === what.product;
}
