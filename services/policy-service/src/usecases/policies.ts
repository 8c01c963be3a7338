import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { assertVersion, etagOf } from '@claims-askes/chassis/http/etag';
import { type PageRequest, pageBefore, pageById, pageOf } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { emptyFunds } from '../domain/fund';
import { type Change, endorse, issuePolicy, type Policy, type PolicyTerms } from '../domain/policy';
import { POLICY_PROBLEMS } from '../domain/problems';
import type { PolicyFilter } from '../repositories/policies.repository';
import type { Deps } from './deps';
import { savePolicies } from './save-policies';

export function createPolicy(
	deps: Deps,
	{ group_id, ...terms }: PolicyTerms & { readonly group_id: string },
	call: Call,
) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const [group, known] = await Promise.all([
			deps.groups.find(group_id, null),
			deps.policies.findByNumbers([terms.number]),
		]);
		if (!group) throw new ProblemError(POLICY_PROBLEMS.GROUP_UNKNOWN);
		if (known.length > 0) throw new ProblemError(POLICY_PROBLEMS.POLICY_NUMBER_TAKEN);
		const after = issuePolicy(terms, group_id, deps.platform.newId());
		const policies = [{ before: null, version: 0, after, endorsements: [] }];
		return savePolicies(deps, call, { policies }, { status: 201, data: viewOf(after, emptyFunds(after)) });
	});
}

/** Changes what may change of a policy, from a day on: that it was changed, and when, stays on record. */
export function endorsePolicy(
	deps: Deps,
	id: string,
	{ effective_on, change }: { readonly effective_on: string; readonly change: Change },
	call: Call,
) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const { policy: before, facts, version } = await read(deps, id, call);
		assertVersion(call, version);
		const after = endorse(before, effective_on, change);
		const endorsement = { id: deps.platform.newId(), effective_on, change };
		const policies = [{ before, version, after, endorsements: [endorsement] }];
		const data = viewOf(after, { ...facts, to: after.to });
		return savePolicies(deps, call, { policies }, { status: 201, data });
	});
}

export async function getPolicy(deps: Deps, id: string, call: Call) {
	const { policy, facts, version } = await read(deps, id, call);
	return new Answer(viewOf(policy, facts), { headers: etagOf(version) });
}

export async function listPolicies({ policies }: Deps, query: PolicyFilter & PageRequest, call: Call) {
	const found = await policies.list(query, pageBefore(query), call.caller.only);
	return pageOf(
		found,
		query.limit,
		({ policy, facts }) => viewOf(policy, facts),
		({ policy }) => [policy.id],
	);
}

export async function getPolicies({ policies }: Deps, ids: readonly string[], call: Call) {
	return (await policies.findByIds(ids, call.caller.only)).map(({ facts }) => facts);
}

export async function listEndorsements(deps: Deps, id: string, query: PageRequest, call: Call) {
	await read(deps, id, call);
	const found = await deps.policies.listEndorsements(id, pageBefore(query));
	return pageById(found, query.limit);
}

/** Read through the caller's eyes: another group's policy is none. */
export async function read({ policies }: Deps, id: string, call: Call) {
	const found = await policies.find(id, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return found;
}

const viewOf = ({ classes }: Policy, facts: PolicyFacts) => ({ ...facts, classes });
