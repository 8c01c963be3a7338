import type { Story } from '@claims-askes/chassis/peers/peers';
import type { PlanVersion } from '@claims-askes/contracts/plan-document';
import type { Contract, Plan } from '@claims-askes/engine';
import type { ContractSpan } from '../../domain/prepared-claim';
import { contractOf } from './contract-of-terms';
import type { FactSource } from './fact-source';
import { Known } from './known';
import { planOf } from './plan-of-document';

/** A published plan and how the engine reads it, once for each network. */
export interface PlanReading {
	readonly version: PlanVersion;
	readonly in: Plan;
	readonly out: Plan;
}

const PLANS = 500;
const CONTRACTS = 2_000;

/**
 * Published plans and contracts as the engine reads them. They never change, so they are fetched and read once, and the
 * engine, which arranges each object it is given once, meets the same objects again.
 */
export class Readings {
	private readonly plans = new Known<PlanReading>(PLANS);
	private readonly contracts = new Known<Contract>(CONTRACTS);
	private readonly contractLists = new Known<readonly Contract[]>(CONTRACTS);

	constructor(private readonly source: Pick<FactSource, 'planVersions' | 'contracts'>) {}

	plansOf(versionIds: Iterable<string>, story: Story): Promise<Map<string, PlanReading>> {
		return this.plans.all(
			versionIds,
			(missing) => this.source.planVersions(missing, story),
			(version) => [version.id, readPlan(version)],
		);
	}

	contractsOf(ids: Iterable<string>, story: Story): Promise<Map<string, Contract>> {
		return this.contracts.all(
			ids,
			(missing) => this.source.contracts(missing, story),
			(facts) => [facts.id, contractOf(facts)],
		);
	}

	/**
	 * A provider's contracts in one list, the same list each time. Each holds on the days of its span, which may end before
	 * its terms say; of one that was not read, no more than that is known.
	 */
	listOf(spans: readonly ContractSpan[], read: ReadonlyMap<string, Contract>): readonly Contract[] {
		const key = JSON.stringify(spans);
		return (
			this.contractLists.get(key) ??
			this.contractLists.keep(
				key,
				spans.map(({ id, provider_id, from, to }) => ({
					prices: {},
					...read.get(id),
					id,
					provider_id,
					from,
					to,
				})),
			)
		);
	}
}

/** A plan that says the same for both networks is one object, and is arranged once. */
export function readPlan(version: PlanVersion): PlanReading {
	const inNetwork = planOf(version, 'in');
	const differs = Object.values(version.document.benefits).some(
		({ cost_share }) => cost_share?.out !== undefined,
	);
	return { version, in: inNetwork, out: differs ? planOf(version, 'out') : inNetwork };
}
