// Deciding

// A case as a document: checked, decided, compared
export { Book, type Reversal } from './case/book';
export { compareCase, type Difference } from './case/compare-case';
export { type CaseResult, decideCase } from './case/decide-case';
export { CaseError, parseCase } from './case/parse-case';
export type { Problem, ProblemCode } from './case/shape';
// Code sets that are kept in memory
export { CodeLookup, type CodeTables, NO_TABLES } from './codes/code-lookup';
export { DatedLists, DatedTable } from './codes/dated-table';
export { joinTables } from './codes/join-tables';
export { OPEN_FROM, OPEN_TO, PairTable } from './codes/pair-table';
export { type DecideOptions, decide, type TracedDecision } from './decide';
export { denialsOfTrace } from './denials-of-trace';
export { historyOf } from './history';
export { withLimitRules } from './limits-of-trace';
export { fundKey } from './money/funds';
export { contractWarnings, type PlanFinding, planWarnings, validatePlan } from './plan/validate-plan';

// The rules
export { RULES } from './rules/registry';
export type { Effect, Finding, Rule } from './rules/rule';
export { nameOfStep } from './step-names';
// The exchange format
export type * from './types';
export { ENGINE_VERSION } from './version';
