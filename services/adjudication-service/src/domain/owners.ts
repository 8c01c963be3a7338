import type { Plan } from '@claims-askes/engine';
import type { PreparedClaim } from './prepared-claim';

/** Whose balance a key is: its second part, or the key itself for an authorization. */
export function ownerOf(key: string): string {
	const [kind = key, owner] = key.split('|', 2);
	return owner ?? kind;
}

/** Everybody whose balances a claim may read or move. */
export function ownersOf({ claim, parties, facts }: PreparedClaim): string[] {
	if (parties.memberId === null) return [];
	const authorizations = new Set([claim.authorization, ...claim.lines.map((line) => line.authorization)]);
	return [
		`member:${parties.memberId}`,
		...sharedOwnersOf({ parties, facts }),
		...[...authorizations].flatMap((id) => (id ? [`auth:${id}`] : [])),
	];
}

/**
 * Those of them whom several claims may share at the same moment: they are decided one after the other. A member's own
 * balances are guarded by their family.
 */
export function sharedOwnersOf({ parties, facts }: Pick<PreparedClaim, 'parties' | 'facts'>): string[] {
	const { familyId, groupId, policyId } = parties;
	const hasFund = facts.policy?.aso || facts.policy?.excess?.fund;
	return [
		...(familyId ? [`family:${familyId}`] : []),
		...(groupId && hasGroupScope(facts.plan) ? [`group:${groupId}`] : []),
		...(policyId && hasFund ? [`policy:${policyId}`] : []),
	];
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
