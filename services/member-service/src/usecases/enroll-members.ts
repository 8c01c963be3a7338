import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { bulkReport, type EntryResult } from '@claims-askes/kernel/bulk';
import { type Enrollment, enroll, enrollAll } from '../domain/enrollment';
import type { Member, MemberChange } from '../domain/member';
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
		return saveMembers(deps, call, changesOf(results, known), {
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

/** One change a person, to how they stand at the end of the list. */
function changesOf(results: readonly EntryResult<Member>[], known: readonly StoredMember[]): MemberChange[] {
	const stored = new Map(known.map((one) => [one.member.id, one]));
	const last = new Map<string, MemberChange>();
	for (const result of results) {
		if (result.outcome === 'refused' || result.outcome === 'unchanged') continue;
		const { value: after } = result;
		const { member: before = null, version = 0 } = stored.get(after.id) ?? {};
		last.set(after.id, { before, version, after });
	}
	return [...last.values()];
}
