import { RULES } from './rules/registry';
import type { RuleId } from './types';

/** The steps of the money (ADJUDICATION 3.1) as sentences, as the rules have theirs. */
const STEPS = {
	S1: 'The contract prices the service',
	S2: 'Several procedures of one day are ranked',
	S3: 'The room is paid up to the entitled class, and the settlement percent is applied',
	S4: "The benefit's own limits",
	S5: 'The deductible',
	S6: 'The copay',
	S7: 'The coinsurance',
	S8: 'The out-of-pocket maximum gives back',
	S9: 'The pools of member, family and group',
	S10: 'What another payer has paid is coordinated',
	S11: 'What limits left to the member falls to the policy’s fund',
	S12: 'Insurer or ASO balance pays',
	S13: 'What is used is recorded',
} as const satisfies Record<RuleId, string>;

const names = new Map<RuleId, string>([
	...RULES.map(({ id, name }) => [id, name] as const),
	...(Object.entries(STEPS) as [RuleId, string][]),
]);

/** A rule or step as a sentence, for those who read a trace. */
export const nameOfStep = (rule: RuleId): string => names.get(rule) ?? rule;
