import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Problem } from '@claims-askes/kernel/problems';
import { type Enrollment, type EnrollmentResult, enroll, enrollAll } from '../domain/enrollment';
import type { MemberChange } from '../domain/member';
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
			data: reportOf(people, results),
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
function changesOf(results: readonly EnrollmentResult[], known: readonly StoredMember[]): MemberChange[] {
	const stored = new Map(known.map((one) => [one.member.id, one]));
	const last = new Map<string, MemberChange>();
	for (const result of results) {
		if (result.outcome === 'refused' || result.outcome === 'unchanged') continue;
		const { member: after } = result;
		const { member: before = null, version = 0 } = stored.get(after.id) ?? {};
		last.set(after.id, { before, version, after });
	}
	return [...last.values()];
}

function reportOf(people: readonly Enrollment[], results: readonly EnrollmentResult[]) {
	const count = (outcome: EnrollmentResult['outcome']) =>
		results.filter((result) => result.outcome === outcome).length;
	return {
		created: count('created'),
		updated: count('updated'),
		unchanged: count('unchanged'),
		refused: count('refused'),
		results: results.map((result, at) => resultView(people[at]?.member_number ?? '', result)),
	};
}

const resultView = (member_number: string, result: EnrollmentResult) =>
	result.outcome === 'refused'
		? {
				member_number,
				outcome: result.outcome,
				member_id: null,
				family_id: null,
				problem: told(result.problem),
			}
		: {
				member_number,
				outcome: result.outcome,
				member_id: result.member.id,
				family_id: result.member.family_id,
				problem: null,
			};

const told = ({ code, title }: Problem) => ({ code, message: title });
