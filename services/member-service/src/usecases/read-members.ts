import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { etagOf } from '@claims-askes/chassis/http/etag';
import { type PageRequest, pageBefore, pageById } from '@claims-askes/chassis/http/paging';
import type { PersonOnClaim } from '@claims-askes/contracts/coverage-facts';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { checkEligibility } from '../domain/coverage';
import type { MemberFilter } from '../repositories/members.repository';
import type { Deps } from './deps';

export async function getMember(deps: Deps, id: string, call: Call) {
	const { member, version } = await read(deps, id, call);
	return new Answer(member, { headers: etagOf(version) });
}

export async function getEligibility(deps: Deps, id: string, date: string, call: Call) {
	const { member } = await read(deps, id, call);
	return { member_id: member.id, date, ...checkEligibility(member, date) };
}

export async function listMembers({ members }: Deps, query: MemberFilter & PageRequest, call: Call) {
	const found = await members.list(query, pageBefore(query), call.caller.only);
	return pageById(found, query.limit);
}

export const getMembers = ({ members }: Deps, ids: readonly string[], call: Call) =>
	members.findByIds(ids, call.caller.only);

export const matchPeople = ({ members }: Deps, people: readonly PersonOnClaim[], call: Call) =>
	members.match(people, call.caller.only);

async function read({ members }: Deps, id: string, call: Call) {
	const found = await members.find(id, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return found;
}
