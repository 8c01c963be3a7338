import type { FundName, Minor, Policy, Trace } from '@claims-askes/engine';
import { fundKey } from '@claims-askes/engine';
import { formatAmount, ZERO } from '@claims-askes/kernel/money';
import type { Adjudicated } from './adjudicate';

/** What a decision has a group told of a fund: how far it is used, or that it does not hold a claim. */
export interface FundNotice {
	readonly claimId: string;
	readonly policyId: string;
	readonly groupId: string;
	readonly fund: FundName;
	readonly key: string;
	/** What had ever been put in. */
	readonly credited: Minor;
	/** How much of that is used; 100 where it is short. */
	readonly percent: number;
	readonly short: Shortfall | null;
}

/** Money of the group, written out. */
interface Shortfall {
	readonly currency: string;
	readonly needed: string;
	readonly available: string;
}

export const isShort = ({ short }: FundNotice): boolean => short !== null;

const NONE: readonly FundNotice[] = [];

/** One for each of the decision's alerts; a claim whose member belongs to no group tells nobody. */
export function fundNoticesOf({ prepared, decision, trace }: Adjudicated): readonly FundNotice[] {
	if (decision.alerts.length === 0) return NONE;
	const { claim, parties, facts } = prepared;
	const { policyId, groupId } = parties;
	if (policyId === null || groupId === null) return NONE;
	const lacking = lackingIn(trace);
	return decision.alerts.map(({ fund, percent }) => ({
		...{ claimId: claim.id, policyId, groupId, fund, percent },
		key: fundKey(fund, policyId),
		credited: creditedTo(fund, facts.policy),
		short:
			fund === 'aso' && lacking
				? {
						currency: facts.currency.code,
						needed: formatAmount(lacking.needs, facts.currency.decimals),
						available: formatAmount(lacking.balance, facts.currency.decimals),
					}
				: null,
	}));
}

/** What rule 28 saw where it held the claim, or denied it. */
function lackingIn({ entries }: Trace): { readonly needs: Minor; readonly balance: Minor } | null {
	const found = entries.find(({ rule, did }) => rule === 'R28' && (did === 'pended' || did === 'denied'));
	return (found?.saw as { needs: Minor; balance: Minor } | null | undefined) ?? null;
}

const creditedTo = (fund: FundName, policy: Policy | null | undefined): Minor =>
	(fund === 'aso' ? policy?.aso?.amount : policy?.excess?.amount) ?? ZERO;

/** Of notices in the order of their decisions those that say more than the ones before them. */
export function thatSayMore(notices: readonly FundNotice[]): FundNotice[] {
	const before = new Map<string, FundNotice>();
	return notices.filter((notice) => {
		const about = `${notice.key} ${isShort(notice)}`;
		const last = before.get(about);
		if (last && !saysMore(notice, last)) return false;
		before.set(about, notice);
		return true;
	});
}

const saysMore = (notice: FundNotice, last: FundNotice): boolean =>
	notice.credited === last.credited ? notice.percent > last.percent : notice.credited > last.credited;
