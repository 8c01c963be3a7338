import type { MemberFacts } from '@claims-askes/contracts/coverage-facts';
import { ProblemError } from '@claims-askes/kernel/problems';
import { isSame, type Revision } from '@claims-askes/kernel/revision';
import { MEMBER_PROBLEMS } from './problems';

export type Member = MemberFacts;

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What may be said of a person beside their name; what is left out stays as it is. */
export type PersonalFacts = Optional<
	Pick<
		Member,
		'death_date' | 'is_disabled' | 'is_student' | 'pre_existing' | 'coordination' | 'other_coverage'
	>
>;

/** What may change of a member without being enrolled anew. */
export type MemberChanges = PersonalFacts &
	Optional<Pick<Member, 'given_name' | 'family_name' | 'birth_date' | 'sex' | 'status'>>;

const CHANGEABLE = [
	'given_name',
	'family_name',
	'birth_date',
	'death_date',
	'sex',
	'status',
	'is_disabled',
	'is_student',
	'pre_existing',
	'coordination',
	'other_coverage',
] as const satisfies readonly (keyof MemberChanges)[];

/** The member with what was said; throws where a death would lie before the birth. */
export function changeMember(member: Member, changes: MemberChanges): Member {
	const said = CHANGEABLE.filter((field) => changes[field] !== undefined);
	const after: Member = { ...member, ...Object.fromEntries(said.map((field) => [field, changes[field]])) };
	if (after.death_date !== null && after.death_date < after.birth_date)
		throw new ProblemError(MEMBER_PROBLEMS.DEATH_BEFORE_BIRTH);
	return after;
}

export type MemberChange = Revision<Member>;

/** Which facts differ, coverages aside: their names, never their values. */
export const changedFields = ({ before, after }: MemberChange): string[] =>
	[...CHANGEABLE, 'relationship'].filter(
		(field) => !isSame(before?.[field as keyof Member], after[field as keyof Member]),
	);
