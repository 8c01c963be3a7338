import type { Address, Contact, Person } from '../../claim';
import {
	addressSegments,
	contactSegments,
	demographicsSegment,
	identifierSegments,
	nameSegment,
} from './parties';
import type { OutSegment } from './x12-writer';

export interface PersonLoop {
	/** NM101. */
	readonly role: string;
	readonly person: Person;
	/** PER01 of the person's contacts. */
	readonly contactRole?: string;
	/** NM108 of the numbers that may stand in NM1 instead of the member's. */
	readonly ownNumbers?: readonly string[];
}

/**
 * NM1 and what follows it, of a covered person. A number that is none of the member's own stands in NM1 where no
 * member number does; the others follow in REF.
 */
export function personSegments({
	role,
	person,
	contactRole = 'IC',
	ownNumbers = ['34'],
}: PersonLoop): OutSegment[] {
	const { member_id, identifiers = [], address, contacts } = person;
	const own = member_id ? undefined : identifiers.find(({ qualifier }) => ownNumbers.includes(qualifier));
	return [
		nameSegment(role, person, own?.qualifier ?? 'MI', own?.value ?? member_id),
		...identifierSegments(identifiers.filter((identifier) => identifier !== own)),
		...placeSegments(address, contacts, contactRole),
		...(demographicsSegment(person) ? [demographicsSegment(person)] : []),
	].filter((segment) => segment !== undefined);
}

const placeSegments = (
	address: Address | undefined,
	contacts: readonly Contact[] | undefined,
	role: string,
): OutSegment[] => [...contactSegments(contacts, role), ...addressSegments(address)];
