import type { Claim, Facts, Plan } from '@claims-askes/engine';
import { EITHER, specialtiesUnder } from '../facts/plan-of-document';
import type { PlanReading } from '../facts/readings';

/**
 * A claim's lines under the benefits that another plan names for their codes. A line that fell under its benefit by the
 * department on the bill keeps it, where the other plan says nothing of its code.
 */
export function claimUnderPlan(
	claim: Claim,
	{ version: before }: PlanReading,
	{ version: after }: PlanReading,
): Claim {
	const [then, now] = [before.document, after.document];
	const named = (falls: Readonly<Record<string, string>> = {}, code = '') =>
		Object.hasOwn(falls, code) ? falls[code] : undefined;
	return {
		...claim,
		lines: claim.lines.map((line) => {
			const byCode = named(now.benefit_of, line.code);
			const wasByCode = (named(then.benefit_of, line.code) ?? then.default_benefit) === line.benefit;
			return { ...line, benefit: byCode ?? (wasByCode ? now.default_benefit : line.benefit) };
		}),
	};
}

/** The providers' specialties in this plan's words. */
export const providersUnderPlan = (providers: Facts['providers'], plan: Plan): Facts['providers'] =>
	Object.fromEntries(
		Object.entries(providers).map(([id, provider]) => {
			const own = provider.specialties?.filter((specialty) => !specialty.includes(EITHER)) ?? [];
			return [id, { ...provider, specialties: specialtiesUnder(plan, own) }];
		}),
	);
