import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { assertVersion, etagOf } from '@claims-askes/chassis/http/etag';
import { type PageRequest, pageBefore, pageOf } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Group } from '../domain/group';
import { POLICY_PROBLEMS } from '../domain/problems';
import type { Deps } from './deps';
import { savePolicies } from './save-policies';

export function createGroup(deps: Deps, registration: Omit<Group, 'id'>, call: Call) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const known = await deps.groups.findByNumbers([registration.number]);
		if (known.length > 0) throw new ProblemError(POLICY_PROBLEMS.GROUP_NUMBER_TAKEN);
		const after = { id: deps.platform.newId(), ...registration };
		const groups = [{ before: null, version: 0, after }];
		return savePolicies(deps, call, { groups }, { status: 201, data: after });
	});
}

export function patchGroup(deps: Deps, id: string, { name }: Pick<Group, 'name'>, call: Call) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const { group: before, version } = await read(deps, id, call);
		assertVersion(call, version);
		if (name === before.name) return new Answer(before, { headers: etagOf(version) });
		const after = { ...before, name };
		await savePolicies(deps, call, { groups: [{ before, version, after }] }, { status: 200, data: after });
		return new Answer(after, { headers: etagOf(version + 1) });
	});
}

export async function getGroup(deps: Deps, id: string, call: Call) {
	const { group, version } = await read(deps, id, call);
	return new Answer(group, { headers: etagOf(version) });
}

/** Those of them that the caller may see; the others are not told. */
export async function getGroups({ groups }: Deps, ids: readonly string[], call: Call) {
	return (await groups.findByIds(ids, call.caller.only)).map(({ group }) => group);
}

export async function listGroups(
	{ groups }: Deps,
	query: PageRequest & { readonly number?: string | undefined },
	call: Call,
) {
	const found = await groups.list(query, pageBefore(query), call.caller.only);
	return pageOf(
		found,
		query.limit,
		({ group }) => group,
		({ group }) => [group.id],
	);
}

async function read({ groups }: Deps, id: string, call: Call) {
	const found = await groups.find(id, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return found;
}
