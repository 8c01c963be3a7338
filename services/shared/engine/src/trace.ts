/** The record of how a decision came about. Without a trace asked for, each of these is one comparison. */

import { codesOf } from './codes/codes-of-case';
import type { Line } from './line';
import { planIndexOf } from './plan-index';
import type { Finding, Rule } from './rules/rule';
import type { Run } from './run';
import type { Facts, Minor, Rejection, RuleId, TraceAction, TraceEntry, TraceVersions } from './types';
import { ENGINE_VERSION } from './version';

const NO_CARCS: readonly string[] = [];

/** About as many entries as there are for each line, and for the claim as a whole. */
const ROOM_OF_LINE = 32;
const ROOM_OF_CLAIM = 8;

/** The entries in their order. A list that grows entry by entry would be copied nine times for three lines. */
export class TraceLog {
	private readonly entries: TraceEntry[];
	private size = 0;

	constructor(lines: number) {
		this.entries = new Array(ROOM_OF_CLAIM + ROOM_OF_LINE * lines);
	}

	push(entry: TraceEntry): void {
		this.entries[this.size++] = entry;
	}

	close(): readonly TraceEntry[] {
		this.entries.length = this.size;
		return this.entries;
	}
}

export function traceFinding(
	run: Run,
	rule: Rule,
	line: Line,
	{ carc }: Finding,
	saw: object | null,
	did: TraceAction,
): void {
	run.trace?.push({ rule: rule.id, line: line.n, did, saw, carcs: [carc], before: null, after: null });
}

export function tracePass(run: Run, rule: Rule, line: Line): void {
	if (!run.trace) return;
	const saw = rule.saw?.(run, line) ?? null;
	run.trace.push({
		rule: rule.id,
		line: line.n,
		did: 'passed',
		saw,
		carcs: NO_CARCS,
		before: null,
		after: null,
	});
}

/** What says the same of every claim is one entry for all of them, by rule number. */
const SKIPPED: Record<'idle' | 'off' | 'passed', TraceEntry[]> = { idle: [], off: [], passed: [] };
const OPEN_DOOR: TraceEntry[] = [];

/** A rule on the claim as a whole: it did not run, or it let everything pass. */
export function traceSkip(run: Run, rule: Rule, did: 'idle' | 'off' | 'passed'): void {
	if (!run.trace) return;
	SKIPPED[did][rule.number] ??= entryOfClaim(rule, did, NO_CARCS, null);
	run.trace.push(SKIPPED[did][rule.number] as TraceEntry);
}

/** A step of the money: the amount as it came in and as the step left it. */
export function traceStep(
	run: Run,
	rule: RuleId,
	line: Line,
	before: Minor,
	carcs: readonly string[] = NO_CARCS,
	saw: object | null | undefined = null,
): void {
	if (!run.trace) return;
	const after = line.amount;
	const did = after === before ? 'passed' : 'cut';
	run.trace.push({
		rule,
		line: line.n,
		did,
		saw: saw ?? null,
		carcs: after === before ? NO_CARCS : carcs,
		before,
		after,
	});
}

export function traceDoor(log: TraceLog | null, rule: Rule, found: readonly Omit<Rejection, 'rule'>[]): void {
	if (!log) return;
	if (found.length > 0) {
		log.push(entryOfClaim(rule, 'rejected', rule.carcs, found));
		return;
	}
	OPEN_DOOR[rule.number] ??= entryOfClaim(rule, 'passed', NO_CARCS, found);
	log.push(OPEN_DOOR[rule.number] as TraceEntry);
}

const entryOfClaim = (
	{ id }: Rule,
	did: TraceAction,
	carcs: readonly string[],
	saw: object | null,
): TraceEntry => ({ rule: id, line: null, did, saw, carcs, before: null, after: null });

/** All that a replay needs beside claim and facts. */
export function versionsOf(facts: Facts, run?: Run): TraceVersions {
	const contracts: string[] = [];
	for (const { contract } of run?.lines ?? []) {
		if (contract && !contracts.includes(contract.cites)) contracts.push(contract.cites);
	}
	return {
		engine: ENGINE_VERSION,
		plan: planIndexOf(facts.plan).cites,
		contracts,
		codes: codesOf(facts.codes).cites,
	};
}
