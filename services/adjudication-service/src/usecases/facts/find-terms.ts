import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Coverage, PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import type { PlanVersionSpan } from '@claims-askes/contracts/plan-document';
import type { Policy } from '@claims-askes/engine';
import { type CalendarDate, isWithin } from '@claims-askes/kernel/calendar-date';
import { coveragesFor } from '@claims-askes/kernel/coverage-choice';
import type { FactSource } from './fact-source';
import type { NamedParties } from './name-parties';
import { policyOf } from './people-of-facts';
import { ContractsOfBatch, contractsInForce, type SeenContracts } from './provider-contracts';
import type { ReadClaim } from './read-claim';
import type { PlanReading, Readings } from './readings';

/** By what terms one claim may be paid. */
export interface Terms {
	/** The coverages that may pay. */
	readonly offers: readonly Offer[];
	readonly contracts: SeenContracts;
}

/** A coverage with what it promises; what has not been heard of yet is undefined. */
export interface Offer {
	readonly coverage: Coverage;
	/** The version of the coverage's plan that holds on the date. */
	readonly reading: PlanReading | undefined;
	readonly policy: ReadPolicy | undefined;
}

export interface ReadPolicy {
	readonly facts: PolicyFacts;
	/** As the engine reads it: the same object for all claims of a batch. */
	readonly policy: Policy;
}

/** The terms of each claim, in the order given. */
export async function findTerms(
	source: FactSource,
	readings: Readings,
	claims: readonly ReadClaim[],
	parties: NamedParties,
	story: Story,
): Promise<Terms[]> {
	const coverages = claims.map((claim) => coveragesFor(parties.memberOf(claim)?.coverages ?? [], claim.date));
	const inForce = claims.map((claim) => {
		const provider = parties.providerOf(claim);
		return provider ? contractsInForce(claim, provider) : [];
	});
	const policyIds = new Set<string>();
	const planIds = new Set<string>();
	for (const { policy_id, plan_id } of coverages.flat()) {
		policyIds.add(policy_id);
		planIds.add(plan_id);
	}
	const [policies, spans, contracts] = await Promise.all([
		policyIds.size > 0 ? source.policies([...policyIds], story) : [],
		planIds.size > 0 ? source.planVersionsOf([...planIds], story) : [],
		readings.contractsOf(inForce.flat(), story),
	]);
	const versions = versionsByPlan(spans);
	const held = claims.map(({ date }, at) =>
		(coverages[at] ?? []).map((coverage) => {
			const version = versionOn(versions.get(coverage.plan_id) ?? [], coverage, date);
			return { coverage, versionId: version?.id ?? '' };
		}),
	);
	const plans = await readings.plansOf(
		new Set(held.flatMap((offers) => offers.flatMap(({ versionId }) => versionId || []))),
		story,
	);
	const policyById = new Map(policies.map((facts) => [facts.id, { facts, policy: policyOf(facts) }]));
	const seen = new ContractsOfBatch(readings, contracts);
	return claims.map((claim, at) => {
		const provider = parties.providerOf(claim);
		return {
			offers: (held[at] ?? []).map(({ coverage, versionId }) => ({
				coverage,
				reading: plans.get(versionId),
				policy: policyById.get(coverage.policy_id),
			})),
			contracts: provider
				? seen.seenBy(claim.claim.currency, provider, inForce[at] ?? [])
				: seen.seenWithout(),
		};
	});
}

/** Each plan's versions, the earliest first. */
function versionsByPlan(spans: readonly PlanVersionSpan[]): Map<string, PlanVersionSpan[]> {
	const versions = Map.groupBy(spans, ({ plan_id }) => plan_id);
	for (const ofPlan of versions.values())
		ofPlan.sort((a, b) => (a.effective_from < b.effective_from ? -1 : 1));
	return versions;
}

/** A coverage that is not in force pays nothing, so that any version of its plan can say why. */
function versionOn(
	versions: readonly PlanVersionSpan[],
	coverage: Coverage,
	date: CalendarDate,
): PlanVersionSpan | undefined {
	const holding = versions.findLast(({ effective_from, effective_to }) =>
		isWithin({ from: effective_from, to: effective_to }, date),
	);
	return holding ?? (isWithin(coverage, date) ? undefined : versions.at(-1));
}
