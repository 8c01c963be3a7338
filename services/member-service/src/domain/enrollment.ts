import type { MemberFacts } from '@claims-askes/contracts/coverage-facts';
import { attempt, type EntryResult } from '@claims-askes/kernel/bulk';
import { ProblemError } from '@claims-askes/kernel/problems';
import { isSame } from '@claims-askes/kernel/revision';
import { type WantedCoverage, withCoverages } from './coverage';
import { changeMember, type Member, type PersonalFacts } from './member';
import { MEMBER_PROBLEMS } from './problems';

/** One person to be enrolled, as an employer's list names them. */
export type Enrollment = Pick<
	MemberFacts,
	'member_number' | 'relationship' | 'given_name' | 'family_name' | 'birth_date' | 'sex'
> &
	PersonalFacts & {
		/** Of the family: an employee without one is known by the member number. */
		readonly subscriber_number?: string | undefined;
		/** Dependants are in the group of their employee. */
		readonly group_id?: string | undefined;
		readonly coverages: readonly WantedCoverage[];
	};

/** Enrolls one person whose number is new; throws the problem that stands in the way. */
export function enroll(enrollment: Enrollment, known: readonly Member[], newId: () => string): Member {
	if (known.some(({ member_number }) => member_number === enrollment.member_number))
		throw new ProblemError(MEMBER_PROBLEMS.MEMBER_NUMBER_TAKEN);
	return new Roll(known, newId).memberAfter(enrollment);
}

/**
 * Enrolls or updates each person, employees before dependants, whatever the order of the list. `known` holds those
 * members and employees whom the list names. Answers in the order of the list.
 */
export function enrollAll(
	list: readonly Enrollment[],
	known: readonly Member[],
	newId: () => string,
): EntryResult<Member>[] {
	const roll = new Roll(known, newId);
	const results: EntryResult<Member>[] = [];
	const places = list.map((enrollment, at) => ({ enrollment, at }));
	const isEmployee = ({ enrollment }: { enrollment: Enrollment }) => enrollment.relationship === 'employee';
	for (const { enrollment, at } of [
		...places.filter(isEmployee),
		...places.filter((one) => !isEmployee(one)),
	])
		results[at] = roll.enroll(enrollment);
	return results;
}

type Family = Pick<Member, 'family_id' | 'group_id' | 'subscriber_number'>;

/** The members as they stand while a list is worked through: a person named twice is updated the second time. */
class Roll {
	readonly #members = new Map<string, Member>();
	readonly #employees = new Map<string, Member>();
	readonly #newId: () => string;

	constructor(known: readonly Member[], newId: () => string) {
		this.#newId = newId;
		for (const member of known) this.#keep(member);
	}

	enroll(enrollment: Enrollment): EntryResult<Member> {
		return attempt(() => {
			const before = this.#members.get(enrollment.member_number);
			const after = this.memberAfter(enrollment, before);
			if (before && isSame(before, after)) return { outcome: 'unchanged', value: before };
			this.#keep(after);
			return { outcome: before ? 'updated' : 'created', value: after };
		});
	}

	#keep(member: Member): void {
		this.#members.set(member.member_number, member);
		if (member.relationship === 'employee') this.#employees.set(member.subscriber_number, member);
	}

	memberAfter(enrollment: Enrollment, before?: Member): Member {
		const family = this.#familyOf(enrollment, before);
		if (before) assertSameFamily(before, family, enrollment);
		const { member_number, relationship, given_name, family_name, birth_date, sex } = enrollment;
		const named = { ...family, member_number, relationship, given_name, family_name, birth_date, sex };
		const coverages = withCoverages(before?.coverages ?? [], enrollment.coverages, this.#newId);
		const member: Member = { ...(before ?? { ...newMember(), id: this.#newId() }), ...named, coverages };
		return changeMember(member, enrollment);
	}

	#familyOf(enrollment: Enrollment, before: Member | undefined): Family {
		if (enrollment.relationship !== 'employee') return this.#familyOfDependant(enrollment);
		const subscriber_number =
			enrollment.subscriber_number ?? before?.subscriber_number ?? enrollment.member_number;
		const holder = this.#employees.get(subscriber_number);
		if (holder && holder.member_number !== enrollment.member_number)
			throw new ProblemError(MEMBER_PROBLEMS.SUBSCRIBER_NUMBER_TAKEN);
		const group_id = enrollment.group_id ?? before?.group_id;
		if (!group_id) throw new ProblemError(MEMBER_PROBLEMS.GROUP_MISSING);
		return { family_id: before?.family_id ?? this.#newId(), group_id, subscriber_number };
	}

	#familyOfDependant({ subscriber_number, group_id }: Enrollment): Family {
		if (!subscriber_number) throw new ProblemError(MEMBER_PROBLEMS.SUBSCRIBER_NUMBER_MISSING);
		const employee = this.#employees.get(subscriber_number);
		if (!employee) throw new ProblemError(MEMBER_PROBLEMS.SUBSCRIBER_UNKNOWN);
		if (group_id && group_id !== employee.group_id) throw new ProblemError(MEMBER_PROBLEMS.FAMILY_DIFFERS);
		return { family_id: employee.family_id, group_id: employee.group_id, subscriber_number };
	}
}

/** What is true of a person of whom nothing else was said. */
const newMember = () => ({
	death_date: null,
	status: 'active' as const,
	is_disabled: false,
	is_student: false,
	pre_existing: [],
	coordination: null,
	other_coverage: null,
});

/** A number stays with its family: a person who moves to another one gets another number. */
function assertSameFamily(before: Member, family: Family, { relationship }: Enrollment): void {
	const isSame =
		before.family_id === family.family_id &&
		before.group_id === family.group_id &&
		before.subscriber_number === family.subscriber_number &&
		(before.relationship === 'employee') === (relationship === 'employee');
	if (!isSame) throw new ProblemError(MEMBER_PROBLEMS.FAMILY_DIFFERS);
}
