import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Coverage, PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import type { PlanVersionSpan } from '@claims-askes/contracts/plan-document';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { Contract } from '@claims-askes/engine';
import { type CalendarDate, isWithin } from '@claims-askes/kernel/calendar-date';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { coveragesFor } from './choose-coverage';
import type { FactSource, SubmittedClaim } from './fact-source';
import type { NamedParties } from './name-parties';
import type { PlanReading, Readings } from './readings';

/** By what terms the claims of a batch may be paid. */
export interface Terms {
	policy(id: string): PolicyFacts | undefined;
	/** The version of the coverage's plan that holds on a date. */
	plan(coverage: Coverage, date: CalendarDate): PlanReading | undefined;
	readonly contracts: ReadonlyMap<string, Contract>;
}

export async function findTerms(
	source: FactSource,
	readings: Readings,
	submitted: readonly SubmittedClaim[],
	parties: NamedParties,
	story: Story,
): Promise<Terms> {
	const wanted = submitted.flatMap(({ claim, received_on }) => {
		const member = parties.memberOf(claim);
		const date = dateOfCare(claim) ?? received_on;
		return coveragesFor(member?.coverages ?? [], date).map((coverage) => ({ coverage, date }));
	});
	const policyIds = new Set(wanted.map(({ coverage }) => coverage.policy_id));
	const planIds = new Set(wanted.map(({ coverage }) => coverage.plan_id));
	const contractIds = submitted.flatMap(({ claim }) => contractsInForce(claim, parties.providerOf(claim)));
	const [policies, references, contracts] = await Promise.all([
		policyIds.size > 0 ? source.policies([...policyIds], story) : [],
		planIds.size > 0 ? source.planVersionsOf([...planIds], story) : [],
		readings.contractsOf(contractIds, story),
	]);
	const versionsOf = Map.groupBy(references, ({ plan_id }) => plan_id);
	const versionIdOf = (coverage: Coverage, date: CalendarDate) =>
		versionOn(versionsOf.get(coverage.plan_id) ?? [], coverage, date)?.id;
	const versionIds = wanted.flatMap(({ coverage, date }) => versionIdOf(coverage, date) ?? []);
	const plans = await readings.plansOf(versionIds, story);
	const policyById = new Map(policies.map((policy) => [policy.id, policy]));
	return {
		contracts,
		policy: (id) => policyById.get(id),
		plan: (coverage, date) => plans.get(versionIdOf(coverage, date) ?? ''),
	};
}

/** A coverage that is not in force pays nothing, so that any version of its plan can say why. */
function versionOn(
	versions: readonly PlanVersionSpan[],
	coverage: Coverage,
	date: CalendarDate,
): PlanVersionSpan | undefined {
	const byStart = versions.toSorted((a, b) => (a.effective_from < b.effective_from ? -1 : 1));
	const holding = byStart.findLast(({ effective_from, effective_to }) =>
		isWithin({ from: effective_from, to: effective_to }, date),
	);
	return holding ?? (isWithin(coverage, date) ? undefined : byStart.at(-1));
}

/** The first day of care; undefined where the claim names none. */
export function dateOfCare(claim: CanonicalClaim): CalendarDate | undefined {
	const dates = claim.lines.flatMap(({ service_date }) => service_date ?? []);
	return dates.sort()[0] ?? claim.statement_from;
}

/** The provider's contracts in the claim's currency that hold on any day on which a line begins. */
export function contractsInForce(claim: CanonicalClaim, provider: ProviderFacts | undefined): string[] {
	const dates = [...new Set(claim.lines.flatMap(({ service_date }) => service_date ?? []))];
	const inForce = (provider?.contracts ?? []).filter(
		(span) => span.currency === claim.currency && dates.some((date) => isWithin(span, date)),
	);
	return inForce.map(({ id }) => id);
}
