import type { Story } from '@claims-askes/chassis/peers/peers';
import type { CodeLookup, Contract, Plan } from '@claims-askes/engine';
import { isWithin } from '@claims-askes/kernel/calendar-date';
import type { PreparedClaim } from '../../domain/prepared-claim';
import type { CodeShelf } from '../codes/code-shelf';
import { lookupsOf } from '../codes/lookups-of';
import type { DecisionRecord } from '../decision-record';
import { contractOf } from '../facts/contract-of-terms';
import { Known } from '../facts/known';
import type { Network } from '../facts/plan-of-document';
import { NO_PLAN } from '../facts/prepare-claim';
import { type PlanReading, type Readings, readPlan } from '../facts/readings';
import { claimUnderPlan, providersUnderPlan } from './claim-under-plan';
import type { SimulatedChange } from './simulation-request';

export interface SimulationDesk {
	readonly readings: Readings;
	readonly codes: Pick<CodeShelf, 'named' | 'inForceOf'>;
	readonly codeSetsOfPayer: readonly string[];
}

/** A stored claim with the facts that were known of it, under the terms that a simulation asks about. */
export interface Reprepared {
	readonly prepared: PreparedClaim;
	/** Other terms than it was decided by. */
	readonly isTouched: boolean;
}

export class ChangeDoesNotFit extends Error {
	constructor(readonly code: 'PLAN_CURRENCY_DIFFERS' | 'TERMS_GONE') {
		super(`the change does not fit the claims: ${code}`);
	}
}

const LISTS = 2_000;

/** Puts what was asked about in the place of what claims were decided by; everything else stays as it was known then. */
export class ChangedTerms {
	private readonly plan: PlanReading | null;
	private readonly contract: Contract | null;
	private readonly switched = new Map<Plan, Plan>();
	private readonly lists = new Known<readonly Contract[]>(LISTS);

	constructor(
		private readonly change: SimulatedChange,
		private readonly desk: SimulationDesk,
	) {
		const { plan, contract } = change;
		this.plan = plan
			? readPlan({ id: '', plan_id: plan.id, version: 'simulated', effective_from: '', document: plan })
			: null;
		this.contract = contract
			? contractOf({
					id: contract.contract_id ?? 'simulated',
					provider_id: contract.provider_id,
					terms: contract.terms,
				})
			: null;
	}

	/** All published terms that these claims need, asked for at once. */
	async forClaims(
		records: readonly DecisionRecord[],
		story: Story,
	): Promise<(record: DecisionRecord, claimNumber: string) => Reprepared> {
		const { readings, codes } = this.desk;
		const [plans, contracts, lookups] = await Promise.all([
			readings.plansOf(
				records.flatMap(({ parties }) => parties.planVersionId ?? []),
				story,
			),
			readings.contractsOf(
				records.flatMap(({ parties }) => parties.contracts.flatMap(({ id, isRead }) => (isRead ? id : []))),
				story,
			),
			lookupsOf(codes, records),
		]);
		const newCodes = await this.newCodes([...plans.values()]);
		return (record, claimNumber) =>
			this.reprepare(record, claimNumber, { plans, contracts, lookups, newCodes });
	}

	private reprepare(record: DecisionRecord, claimNumber: string, read: ReadTerms): Reprepared {
		const { parties, refusals, codes } = record;
		const reading = parties.planVersionId === null ? null : read.plans.get(parties.planVersionId);
		if (reading === undefined) throw new ChangeDoesNotFit('TERMS_GONE');
		const isOtherPlan = reading !== null && this.plan?.version.plan_id === reading.version.plan_id;
		if (isOtherPlan && this.plan?.version.document.currency !== reading.version.document.currency)
			throw new ChangeDoesNotFit('PLAN_CURRENCY_DIFFERS');
		const held = isOtherPlan && this.plan ? this.plan : reading;
		const { contracts, isOther: isOtherContract } = this.contractsOf(record, read.contracts);
		const network = isOtherContract ? networkOf(record, contracts) : record.network;
		const plan = held ? this.switchedBy(held[network]) : NO_PLAN;
		const claim = isOtherPlan && held ? claimUnderPlan(record.claim, reading, held) : record.claim;
		const newCodes = isOtherPlan ? read.newCodes(reading) : null;
		return {
			isTouched: isOtherPlan || isOtherContract || (held !== null && this.change.rules !== undefined),
			prepared: {
				...{ claim, claimNumber, familyKey: '', parties, refusals, codeSets: null },
				codes: newCodes?.releases ?? codes,
				facts: {
					...record.facts,
					...(isOtherPlan && { providers: providersUnderPlan(record.facts.providers, plan) }),
					plan,
					contracts,
					codes: newCodes ? newCodes.lookup : read.lookups(record),
				},
			},
		};
	}

	private switchedBy(plan: Plan): Plan {
		const { rules } = this.change;
		if (!rules) return plan;
		const known = this.switched.get(plan) ?? { ...plan, rules: { ...plan.rules, ...rules } };
		this.switched.set(plan, known as Plan);
		return known as Plan;
	}

	/** A provider's contracts in one list, the same list each time: the engine arranges each list it is given once. */
	private contractsOf(
		{ parties, facts }: DecisionRecord,
		read: ReadonlyMap<string, Contract>,
	): { readonly contracts: readonly Contract[]; readonly isOther: boolean } {
		const { change, contract } = this;
		const list = this.desk.readings.listOf(parties.contracts, read);
		const isOther =
			contract !== null &&
			parties.providerId === contract.provider_id &&
			change.contract?.terms.currency === facts.currency.code;
		if (!isOther) return { contracts: list, isOther };
		const key = JSON.stringify(parties.contracts);
		const id = change.contract?.contract_id;
		const changed = () =>
			list.some((held) => held.id === id)
				? list.map((held) => (held.id === id ? contract : held))
				: [contract, ...list];
		return { contracts: this.lists.get(key) ?? this.lists.keep(key, changed()), isOther };
	}

	/** Where the changed plan goes by other code sets than a version of it did: those in force. */
	private async newCodes(readings: readonly PlanReading[]): Promise<ReadTerms['newCodes']> {
		if (!this.plan) return () => null;
		const setsOf = ({ version }: PlanReading) => version.document.code_sets ?? this.desk.codeSetsOfPayer;
		const [sets, id] = [setsOf(this.plan), this.plan.version.plan_id];
		const isOtherwise = (reading: PlanReading) =>
			reading.version.plan_id === id && setsOf(reading).join(' ') !== sets.join(' ');
		if (!readings.some(isOtherwise)) return () => null;
		const codes =
			sets.length > 0 ? await this.desk.codes.inForceOf(sets) : { releases: [], lookup: undefined };
		return (reading) => (reading && isOtherwise(reading) ? codes : null);
	}
}

interface ReadTerms {
	readonly plans: ReadonlyMap<string, PlanReading>;
	readonly contracts: ReadonlyMap<string, Contract>;
	readonly lookups: (record: DecisionRecord) => CodeLookup | undefined;
	readonly newCodes: (reading: PlanReading | null) => NewCodes | null;
}

interface NewCodes {
	readonly releases: readonly string[];
	readonly lookup: CodeLookup | undefined;
}

/** Whether a contract holds on the first day of care. */
function networkOf({ claim }: DecisionRecord, contracts: readonly Contract[]): Network {
	const days = claim.lines.flatMap(({ from }) => from || []).sort();
	const date = days[0] ?? claim.received;
	return contracts.some((contract) => isWithin(contract, date)) ? 'in' : 'out';
}
