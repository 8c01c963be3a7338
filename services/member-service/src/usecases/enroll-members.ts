import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { bulkReport, valuesOf } from '@claims-askes/kernel/bulk';
import { revisionsOf } from '@claims-askes/kernel/revision';
import { type Enrollment, enroll, enrollAll } from '../domain/enrollment';
import type { StoredMember } from '../repositories/members.repository';
import type { Deps } from './deps';
import { saveMembers } from './save-members';

/** Enrolls one person whose member number is new. */
export function enrollMember(deps: Deps, enrollment: Enrollment, call: Call) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const known = await knownTo(deps, [enrollment]);
		const member = enroll(enrollment, known.map(memberOf), deps.platform.newId);
		return saveMembers(deps, call, [{ before: null, version: 0, after: member }], {
			status: 201,
			data: member,
		});
	});
}

/** Enrolls or updates up to a thousand people by their member numbers; a list that comes again changes nothing. */
export function enrollMembers(deps: Deps, people: readonly Enrollment[], call: Call) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const known = await knownTo(deps, people);
		const results = enrollAll(people, known.map(memberOf), deps.platform.newId);
		const stored = known.map(({ member, version }) => ({ value: member, version }));
		return saveMembers(deps, call, revisionsOf(valuesOf(results), stored), {
			status: 201,
			data: bulkReport(results, (member, at) => ({
				member_number: people[at]?.member_number ?? '',
				member_id: member?.id ?? null,
				family_id: member?.family_id ?? null,
			})),
		});
	});
}

const memberOf = ({ member }: StoredMember) => member;

const knownTo = ({ members }: Deps, people: readonly Enrollment[]) =>
	members.findByNumbers(
		people.map(({ member_number }) => member_number),
		people.map(({ subscriber_number, member_number }) => subscriber_number ?? member_number),
	);
