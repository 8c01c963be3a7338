import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { assertVersion, etagOf } from '@claims-askes/chassis/http/etag';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { isSame } from '@claims-askes/kernel/revision';
import { withCoverages, withEnd } from '../domain/coverage';
import { changeMember, type Member, type MemberChanges } from '../domain/member';
import type { Deps } from './deps';
import { type CoverageAskedFor, ofProduct, productsOf } from './products-of-plans';
import { saveMembers } from './save-members';

export const patchMember = (deps: Deps, id: string, changes: MemberChanges, call: Call) =>
	change(deps, id, call, (member) => changeMember(member, changes));

export const addCoverage = (deps: Deps, id: string, coverage: CoverageAskedFor, call: Call) =>
	change(
		deps,
		id,
		call,
		async (member) => {
			const wanted = ofProduct(coverage, await productsOf(deps, [coverage.plan_id], call));
			return { ...member, coverages: withCoverages(member.coverages, [wanted], deps.platform.newId) };
		},
		201,
	);

export const endCoverage = (deps: Deps, id: string, coverageId: string, to: string | null, call: Call) =>
	change(deps, id, call, (member) => ({
		...member,
		coverages: found(withEnd(member.coverages, coverageId, to)),
	}));

/** For a coverage that should never have been there; one that was in force is ended instead. */
export const withdrawCoverage = (deps: Deps, id: string, coverageId: string, call: Call) =>
	change(deps, id, call, (member) => ({
		...member,
		coverages: found(without(member.coverages, coverageId)),
	}));

function without(coverages: Member['coverages'], id: string): Member['coverages'] | null {
	const rest = coverages.filter((one) => one.id !== id);
	return rest.length < coverages.length ? rest : null;
}

function found<T>(value: T | null): T {
	if (value === null) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return value;
}

/** Reads the member, decides, and stores what is different. */
function change(
	deps: Deps,
	id: string,
	call: Call,
	decide: (member: Member) => Member | Promise<Member>,
	status = 200,
) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const { member, version } = found(await deps.members.find(id, call.caller.only));
		assertVersion(call, version);
		const after = await decide(member);
		if (isSame(member, after)) return new Answer(member, { status, headers: etagOf(version) });
		const stored = await saveMembers(deps, call, [{ before: member, version, after }], {
			status,
			data: after,
		});
		return status === 200 ? new Answer(after, { headers: etagOf(version + 1) }) : stored;
	});
}
