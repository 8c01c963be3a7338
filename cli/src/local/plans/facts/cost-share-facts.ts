import type { CostShare, PlanDocument } from '@claims-askes/contracts/plan-document';
import { type Facts, percent, words } from './plan-fact';

type Shares = { readonly in?: CostShare | undefined; readonly out?: CostShare | undefined };

const NETWORKS = [
	['in', 'in the network'],
	['out', 'out of the network'],
] as const;

/**
 * What a member shares of the costs. A benefit's terms stand in the place of the plan's, so that there are some says
 * nothing yet about more or less.
 */
export function sayCostShare(facts: Facts, shares: Shares | undefined, isOfPlan: boolean): void {
	for (const [network, where] of NETWORKS) {
		const terms = shares?.[network];
		if (!terms) continue;
		const path = `cost_share.${network}`;
		const said = { holds: isOfPlan ? 'worse' : 'different', more: 'worse' } as const;
		if (terms.deductible && Object.keys(terms.deductible).length === 0)
			facts.say(`${path}.deductible`, { what: `no deductible ${where}`, holds: 'better' });
		for (const scope of ['member', 'family'] as const) {
			const value = facts.amount(terms.deductible?.[scope]);
			facts.sayIf(`${path}.deductible.${scope}`, value, {
				what: `deductible of a ${scope} ${where}`,
				...said,
			});
		}
		const { copay } = terms;
		if (copay) {
			const what = `copay per ${copay.per} ${where}`;
			facts.sayIf(`${path}.copay.${copay.per}`, facts.amount(copay.amount), { what, ...said });
		}
		const what = `coinsurance ${where}`;
		facts.sayIf(`${path}.coinsurance`, percent(terms.coinsurance), { what, ...said });
		facts.sayIf(`${path}.order`, words(terms.order), { what: `order of sharing ${where}` });
	}
	if (shares?.out && !isOfPlan)
		facts.say('cost_share.out', { what: 'has terms of its own out of the network' });
}

/** The most that members pay themselves in a year. */
export function sayMaximum(facts: Facts, { oop, cost_share }: PlanDocument): void {
	for (const [network, where] of NETWORKS) {
		for (const scope of ['member', 'family'] as const) {
			facts.sayIf(`oop.${network}.${scope}`, facts.amount(oop?.[network]?.[scope]), {
				what: `most that a ${scope} pays in a year ${where}`,
				holds: 'better',
				more: 'worse',
			});
		}
	}
	if (cost_share?.out || oop?.out)
		facts.say('out_counted_apart', { what: 'what is shared out of the network is counted apart' });
}
