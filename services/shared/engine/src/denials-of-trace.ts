import { nameSight } from './fingerprint';
import { RULES } from './rules/registry';
import type { FindingRecord, Trace } from './types';

const RULE_OF = new Map(RULES.map((rule) => [rule.id, rule]));

/**
 * What rules had against lines, as a person sees it who may decide otherwise: read back from a trace that was stored. A fund
 * may have paid such a line all the same: whether it is denied, its decision says.
 */
export const denialsOfTrace = ({ entries }: Pick<Trace, 'entries'>): FindingRecord[] =>
	entries.flatMap(({ rule: id, line, did, saw, carcs: [carc] }) => {
		const rule = RULE_OF.get(id);
		if (did !== 'denied' || !rule || line === null || carc === undefined) return [];
		const { authority } = rule;
		const sight = nameSight(rule, line, carc, saw);
		return [{ line, rule: id, carc, effect: 'deny', authority, ...sight } as const];
	});
