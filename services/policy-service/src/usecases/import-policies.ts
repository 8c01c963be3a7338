import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { bulkReport, type EntryResult, valuesOf } from '@claims-askes/kernel/bulk';
import { revisionsOf } from '@claims-askes/kernel/revision';
import type { PolicyChange } from '../domain/policy';
import { type ImportedPolicy, importAll, type PolicyEntry } from '../domain/policy-import';
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
		const taken = valuesOf(results);
		const changes = {
			groups: revisionsOf(
				taken.map(({ group }) => group),
				groups.map(({ group, version }) => ({ value: group, version })),
			),
			policies: policyChanges(taken, policies),
		};
		return savePolicies(deps, call, changes, { status: 201, data: reportOf(list, results) });
	});
}

/** With all the endorsements that lead there. */
function policyChanges(taken: readonly ImportedPolicy[], known: readonly StoredPolicy[]): PolicyChange[] {
	const endorsementsOf = Map.groupBy(taken, ({ policy }) => policy.id);
	const stored = known.map(({ policy, version }) => ({ value: policy, version }));
	const wanted = taken.map(({ policy }) => policy);
	return revisionsOf(wanted, stored).map((revision) => ({
		...revision,
		endorsements: (endorsementsOf.get(revision.after.id) ?? []).flatMap(({ endorsements }) => endorsements),
	}));
}

const reportOf = (list: readonly PolicyEntry[], results: readonly EntryResult<ImportedPolicy>[]) =>
	bulkReport(results, (imported, at) => ({
		number: list[at]?.policy.number ?? '',
		policy_id: imported?.policy.id ?? null,
		group_id: imported?.group.id ?? null,
	}));
