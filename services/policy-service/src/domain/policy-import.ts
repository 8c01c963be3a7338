import { attempt, type EntryResult } from '@claims-askes/kernel/bulk';
import { ProblemError } from '@claims-askes/kernel/problems';
import { isSame } from '@claims-askes/kernel/revision';
import type { Group } from './group';
import {
	type ClassTerms,
	type Endorsement,
	endorse,
	issuePolicy,
	type Policy,
	type PolicyTerms,
} from './policy';
import { POLICY_PROBLEMS } from './problems';

/** A policy of a list, with the group that has it. */
export interface PolicyEntry {
	readonly group: Omit<Group, 'id'>;
	readonly policy: PolicyTerms;
}

export interface ImportedPolicy {
	readonly group: Group;
	readonly policy: Policy;
	readonly endorsements: readonly Endorsement[];
}

/** Issues each policy whose number is new; others get the classes that they lack, and are refused on other terms. */
export function importAll(
	list: readonly PolicyEntry[],
	known: { readonly groups: readonly Group[]; readonly policies: readonly Policy[] },
	newId: () => string,
): EntryResult<ImportedPolicy>[] {
	const groups = new Map(known.groups.map((group) => [group.number, group]));
	const policies = new Map(known.policies.map((policy) => [policy.number, policy]));
	return list.map((entry) =>
		attempt(() => {
			const { number, name } = entry.group;
			const knownGroup = groups.get(number);
			const group = { id: knownGroup?.id ?? newId(), number, name };
			const before = policies.get(entry.policy.number);
			const value = before
				? { group, ...endorsed(before, entry.policy, group, newId) }
				: { group, policy: issuePolicy(entry.policy, group.id, newId()), endorsements: [] };
			groups.set(number, group);
			policies.set(entry.policy.number, value.policy);
			const isUnchanged = isSame(before, value.policy) && isSame(knownGroup, group);
			return { outcome: !before ? 'created' : isUnchanged ? 'unchanged' : 'updated', value };
		}),
	);
}

/** Only classes come by a list: an old list must not take back what was endorsed since. */
function endorsed(before: Policy, terms: PolicyTerms, group: Group, newId: () => string) {
	assertSameTerms(before, issuePolicy(terms, group.id, before.id));
	const changes = newClasses(before, terms.classes ?? []).map((one) => ({ kind: 'class' as const, ...one }));
	const effective_on = before.from;
	return {
		policy: changes.reduce((policy, change) => endorse(policy, effective_on, change), before),
		endorsements: changes.map((change): Endorsement => ({ id: newId(), effective_on, change })),
	};
}

/** A class keeps the plan that it began with; a later one comes by an endorsement of its own. */
function newClasses({ classes, from }: Policy, wanted: readonly ClassTerms[]): ClassTerms[] {
	return wanted.filter(({ class: name, plan_id, room_class = null }) => {
		const known = classes.find((one) => one.class === name && one.from === from);
		const isKnown = known?.plan_id === plan_id && known.room_class === room_class;
		if (known && !isKnown) throw new ProblemError(POLICY_PROBLEMS.POLICY_DIFFERS);
		return !known;
	});
}

function assertSameTerms(before: Policy, wanted: Policy): void {
	const fixed = ({ group_id, currency, from, to, has_aso, excess }: Policy) => ({
		group_id,
		currency,
		from,
		to,
		has_aso,
		excess,
	});
	if (!isSame(fixed(before), fixed(wanted))) throw new ProblemError(POLICY_PROBLEMS.POLICY_DIFFERS);
}
