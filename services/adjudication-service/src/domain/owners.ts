import type { Plan } from '@claims-askes/engine';
import type { PreparedClaim } from './prepared-claim';

/** Whose balance a key is: its second part, or the key itself for an authorization. */
export function ownerOf(key: string): string {
	const from = key.indexOf('|') + 1;
	if (from === 0) return key;
	const to = key.indexOf('|', from);
	return to < 0 ? key.slice(from) : key.slice(from, to);
}

/** Everybody whose balances a claim may read or move. */
export function ownersOf({ claim, parties, facts }: PreparedClaim): string[] {
	if (parties.memberId === null) return [];
	const owners = sharedOwnersOf({ parties, facts });
	owners.push(`member:${parties.memberId}`);
	if (claim.authorization) owners.push(`auth:${claim.authorization}`);
	for (const { authorization } of claim.lines) if (authorization) owners.push(`auth:${authorization}`);
	return owners;
}

/**
 * Those of them whom several claims may share at the same moment: they are decided one after the other. A member's own
 * balances are guarded by their family.
 */
export function sharedOwnersOf({ parties, facts }: Pick<PreparedClaim, 'parties' | 'facts'>): string[] {
	const { familyId, groupId, policyId } = parties;
	const hasFund = facts.policy?.aso || facts.policy?.excess?.fund;
	const owners: string[] = [];
	if (familyId) owners.push(`family:${familyId}`);
	if (groupId && hasGroupScope(facts.plan)) owners.push(`group:${groupId}`);
	if (policyId && hasFund) owners.push(`policy:${policyId}`);
	return owners;
}

const groupScoped = new WeakMap<Plan, boolean>();

/** Whether members of one group draw on something together. */
function hasGroupScope(plan: Plan): boolean {
	const known = groupScoped.get(plan);
	if (known !== undefined) return known;
	const limits = Object.values(plan.benefits).flatMap((benefit) => benefit.limits ?? []);
	const found = [...limits, ...(plan.pools ?? [])].some(({ scope }) => scope === 'group');
	groupScoped.set(plan, found);
	return found;
}
