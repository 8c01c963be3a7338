// Deciding
export { type DecideOptions, decide, type TracedDecision } from './decide';
export { historyOf } from './history';
// The rules
export { RULES } from './rules/registry';
export type { Effect, Finding, Rule } from './rules/rule';
// The exchange format
export type * from './types';
export { ENGINE_VERSION } from './version';
