import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import type { Member } from './member';

/** A person as somebody asks about them from outside. */
export interface PersonAskedAbout {
	readonly last_name?: string | undefined;
	readonly first_name?: string | undefined;
	readonly birth_date?: CalendarDate | undefined;
}

export type Mismatch = 'birth_date' | 'name';

/** What is said of the person and is not so: a number alone tells nobody whose coverage it is. */
export function mismatchOf(member: Member, asked: PersonAskedAbout): Mismatch | null {
	if (asked.birth_date !== undefined && asked.birth_date !== member.birth_date) return 'birth_date';
	if (asked.birth_date === undefined && asked.last_name === undefined) return 'birth_date';
	return isOther(asked.last_name, member.family_name) ? 'name' : null;
}

const isOther = (asked: string | undefined, known: string): boolean =>
	asked !== undefined && lettersOf(asked) !== lettersOf(known);

/** Files write names in capitals, without accents and hyphens. */
const lettersOf = (name: string): string =>
	name
		.normalize('NFD')
		.replaceAll(/[^\p{L}\p{N}]/gu, '')
		.toLowerCase();
