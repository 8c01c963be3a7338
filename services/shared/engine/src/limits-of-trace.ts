import { amountRuleOf, countRuleOf, maximumCarcOf } from './plan-index';
import { quantityLeft } from './rules/22-quantity-left';
import { countLeft } from './rules/23-count-left';
import { maximumLeft } from './rules/30-maximum-left';
import type { Limit, RuleId, TraceEntry } from './types';

const LIMIT_RULES: readonly RuleId[] = [quantityLeft.id, countLeft.id, maximumLeft.id];

/**
 * The entries of a trace with those of rules 22, 23 and 30. These rules are the limits of step 4 and the pools of step 9, so a
 * trace holds of them what they denied, and what they let through or cut only as the step. Here each is told for every line that
 * had such a limit. Where a line had limits of several of these rules, the step does not tell which of them cut: each is said to.
 */
export function withLimitRules(entries: readonly TraceEntry[]): TraceEntry[] {
	// A claim that was rejected at the door has been through none of the other rules either.
	if (entries.some(({ did }) => did === 'rejected')) return [...entries];
	const denials = entries.filter(({ rule, did }) => did === 'denied' && LIMIT_RULES.includes(rule));
	const isDenied = (found: TraceEntry) =>
		denials.some(({ rule, line }) => rule === found.rule && line === found.line);
	const all = entries.flatMap((entry) => [entry, ...limitEntries(entry).filter((found) => !isDenied(found))]);
	const told = new Set(all.map(({ rule }) => rule));
	return [...all, ...LIMIT_RULES.filter((rule) => !told.has(rule)).map(idle)];
}

const idle = (rule: RuleId): TraceEntry => ({
	rule,
	line: null,
	did: 'idle',
	saw: null,
	carcs: [],
	before: null,
	after: null,
});

function limitEntries(entry: TraceEntry): TraceEntry[] {
	const { rule: step, line, saw } = entry;
	const rulesOf = RULES_OF_STEP[step];
	if (line === null || !rulesOf || !Array.isArray(saw)) return [];
	return LIMIT_RULES.flatMap((rule) => {
		const limits = (saw as Limit[]).filter((limit) => rulesOf(limit).includes(rule));
		if (limits.length === 0) return [];
		const carcs = new Set(limits.map(maximumCarcOf));
		// The amounts are the step's, and stand there.
		return {
			...entry,
			rule,
			saw: limits,
			carcs: entry.did === 'cut' ? [...carcs] : [],
			before: null,
			after: null,
		};
	});
}

const RULES_OF_STEP: Readonly<Record<string, (limit: Limit) => readonly RuleId[]>> = {
	S4: (limit) => [
		...(limit.amount == null ? [] : [amountRuleOf(limit)]),
		...(limit.count == null ? [] : [countRuleOf(limit)]),
	],
	S9: () => [maximumLeft.id],
};
