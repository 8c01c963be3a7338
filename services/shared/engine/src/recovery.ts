/** Readmissions: a stay that follows another of the same condition so closely that it is the same case. */
import { daysBetween } from '@claims-askes/kernel/calendar-date';
import type { PlanIndex } from './plan-index';
import { coversStay } from './stays';
import type { Claim, HistoryLine } from './types';

/**
 * The line of the latest paid stay of the same principal diagnosis, with any provider, that ended within the recovery
 * period: 0 to N − 1 days before this admission.
 */
export function stayBefore(
	claim: Claim,
	plan: PlanIndex,
	history: readonly HistoryLine[],
): HistoryLine | undefined {
	const { recovery_days: days } = plan.plan;
	const [diagnosis] = claim.diagnoses;
	if (!days || !claim.stay || !diagnosis || history.length === 0) return undefined;
	let latest: HistoryLine | undefined;
	for (const line of history) {
		if (line.diagnosis !== diagnosis || !coversStay(plan, line)) continue;
		if (line.stay.discharged > claim.stay.admitted) continue;
		if (!latest?.stay || line.stay.discharged > latest.stay.discharged) latest = line;
	}
	if (!latest?.stay) return undefined;
	return daysBetween(latest.stay.discharged, claim.stay.admitted) < days ? latest : undefined;
}

/** The case that a readmission goes on with, where the plan does not deny it instead. */
export function continuedCase(
	claim: Claim,
	plan: PlanIndex,
	history: readonly HistoryLine[],
): string | undefined {
	if (plan.plan.recovery_deny) return undefined;
	const earlier = stayBefore(claim, plan, history);
	return earlier && (earlier.case_id ?? earlier.claim_id);
}
