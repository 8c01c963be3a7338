import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { bulkReport, type EntryResult } from '@claims-askes/kernel/bulk';
import type { GroupChange } from '../domain/group';
import { isSame, type PolicyChange } from '../domain/policy';
import { type ImportedPolicy, importAll, type PolicyEntry } from '../domain/policy-import';
import type { StoredGroup } from '../repositories/groups.repository';
import type { StoredPolicy } from '../repositories/policies.repository';
import type { Deps } from './deps';
import { savePolicies } from './save-policies';

/** Issues up to a thousand policies with their groups, by number; a list that comes again changes nothing. */
export function importPolicies(deps: Deps, list: readonly PolicyEntry[], call: Call) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const [groups, policies] = await Promise.all([
			deps.groups.findByNumbers(list.map(({ group }) => group.number)),
			deps.policies.findByNumbers(list.map(({ policy }) => policy.number)),
		]);
		const known = {
			groups: groups.map(({ group }) => group),
			policies: policies.map(({ policy }) => policy),
		};
		const results = importAll(list, known, deps.platform.newId);
		const taken = results.flatMap((result) => (result.outcome === 'refused' ? [] : [result.value]));
		const changes = { groups: groupsAfter(taken, groups), policies: policiesAfter(taken, policies) };
		return savePolicies(deps, call, changes, { status: 201, data: reportOf(list, results) });
	});
}

/** One change a group, to how it stands at the end of the list. */
function groupsAfter(taken: readonly ImportedPolicy[], known: readonly StoredGroup[]): GroupChange[] {
	const stored = new Map(known.map((one) => [one.group.id, one]));
	const last = new Map(taken.map(({ group }) => [group.id, group]));
	return [...last.values()]
		.map((after) => {
			const { group: before = null, version = 0 } = stored.get(after.id) ?? {};
			return { before, version, after };
		})
		.filter(({ before, after }) => !isSame(before, after));
}

/** One change a policy, with all the endorsements that lead there. */
function policiesAfter(taken: readonly ImportedPolicy[], known: readonly StoredPolicy[]): PolicyChange[] {
	const stored = new Map(known.map((one) => [one.policy.id, one]));
	const last = new Map<string, PolicyChange>();
	for (const { policy: after, endorsements } of taken) {
		const { policy: before = null, version = 0 } = stored.get(after.id) ?? {};
		const earlier = last.get(after.id)?.endorsements ?? [];
		last.set(after.id, { before, version, after, endorsements: [...earlier, ...endorsements] });
	}
	return [...last.values()].filter(({ before, after }) => !isSame(before, after));
}

const reportOf = (list: readonly PolicyEntry[], results: readonly EntryResult<ImportedPolicy>[]) =>
	bulkReport(results, (imported, at) => ({
		number: list[at]?.policy.number ?? '',
		policy_id: imported?.policy.id ?? null,
		group_id: imported?.group.id ?? null,
	}));
