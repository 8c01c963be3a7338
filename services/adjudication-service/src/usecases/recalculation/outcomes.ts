import { decimalsOf } from '@claims-askes/kernel/currency';
import { add, parseAmount, subtract, ZERO } from '@claims-askes/kernel/money';
import type { Outcome } from '../../repositories/recalculations.repository';
import type { FamilyAgain } from './read-family';
import type { Replacement } from './replace-decisions';

/** What came of each family's parts: where several changes touched it, the first of them counts what was adjusted. */
export function outcomesOf(
	families: readonly FamilyAgain[],
	replacements: readonly Replacement[],
): Outcome[] {
	return families.flatMap(({ work, claims }) => {
		const own = replacements.filter((replacement) => replacement.work === work);
		return work.parts.map((part, at) => ({
			id: part.id,
			looked_at: at === 0 ? claims.length : part.claim_ids.length,
			adjusted: at === 0 ? own.length : 0,
			net: at === 0 ? netOf(own) : {},
		}));
	});
}

/** What the plan pays more than before, by currency; less is negative. */
function netOf(replacements: readonly Replacement[]): Record<string, number> {
	const net: Record<string, Outcome['net'][string]> = {};
	for (const { standing, made } of replacements) {
		const before = parseAmount(standing.paid, decimalsOf(standing.currency));
		const more = subtract(made.decision.totals.paid, before);
		net[standing.currency] = add((net[standing.currency] ?? ZERO) as typeof ZERO, more);
	}
	return net;
}
