import type { Call } from '@claims-askes/chassis/http/caller';
import type { Platform } from '@claims-askes/chassis/platform';
import type { DecisionView } from '@claims-askes/contracts/decision';
import {
	type Minor,
	type Movement,
	nameOfStep,
	type TraceEntry,
	type TraceVersions,
	withLimitRules,
} from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, ZERO } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { PersonsDenial } from '../domain/persons-denial';
import { PROBLEMS } from '../domain/problems';
import { readLiveRecord } from '../repositories/decision-reader.repository';
import { readDenial, type StandingDenial } from '../repositories/persons-words.repository';
import { readUndone } from '../repositories/undone-decisions.repository';
import { isAmountKey } from './accumulator-view';
import { type DecisionRecord, unpackRecord } from './decision-record';
import { decisionView } from './read-decisions';
import { type EarlierDecision, earlierDecisions } from './read-earlier-decisions';

/** Everything that led to a decision, in the order in which it happened, and what it uses. */
export interface Account {
	readonly versions: TraceVersions;
	readonly steps: readonly ExplainedStep[];
	readonly movements: readonly { readonly key: string; readonly line: number; readonly amount: string }[];
	/** What had been used before of each balance that it looked at or moved. */
	readonly balances: readonly { readonly key: string; readonly used: string }[];
}

export interface Explanation extends Account {
	readonly decision: DecisionView;
	/** Set where a person denied it: under the rules that had asked for one, and none was asked any more. */
	readonly persons_denial: ToldDenial | null;
	/** What stood before it, the oldest first; most claims are decided once. */
	readonly earlier: readonly EarlierDecision[];
}

/** What a person denied a claim by. Of those who see only their own claims no colleague's name or words are told. */
export interface ToldDenial {
	readonly carc: string;
	readonly group: PersonsDenial['group'];
	readonly remarks: readonly string[];
	readonly denied_at: string;
	readonly denied_by: string | null;
	readonly reason: string | null;
}

export interface ExplainedStep {
	readonly rule: string;
	/** The rule or step as a sentence. */
	readonly name: string;
	readonly line: number | null;
	readonly did: TraceEntry['did'];
	readonly saw: Record<string, unknown> | null;
	readonly carcs: string[];
	readonly before: string | null;
	readonly after: string | null;
}

export async function explainDecision(platform: Platform, claimId: string, call: Call): Promise<Explanation> {
	const { sql } = platform;
	const [found, undone] = await Promise.all([
		readLiveRecord(sql, claimId, call.caller.only),
		readUndone(sql, claimId),
	]);
	if (!found) throw new ProblemError(PROBLEMS.CLAIM_NOT_DECIDED);
	const { group_id: _, texts, ...row } = found;
	const { movements, record } = texts;
	const decision = decisionView(row);
	const made = unpackRecord(record);
	const [earlier, denial] = await Promise.all([
		earlierDecisions(platform, undone, decision, call),
		made.seen.denial ? readDenial(sql, claimId) : null,
	]);
	return {
		decision,
		persons_denial: denial && toldTo(call, denial),
		...accountOf(made, movements, row.currency),
		earlier,
	};
}

function toldTo({ caller }: Call, { denial, denied_at, denied_by, reason }: StandingDenial): ToldDenial {
	const { carc, group, remarks = [] } = denial;
	const isColleague = caller.only === null;
	return {
		...{ carc, group, remarks, denied_at },
		denied_by: isColleague ? denied_by : null,
		reason: isColleague ? reason : null,
	};
}

/** A trace as people read it: amounts as decimal texts. */
export function accountOf(
	{ trace, seen }: Pick<DecisionRecord, 'trace' | 'seen'>,
	movements: readonly Movement[],
	currency: string,
): Account {
	const decimals = decimalsOf(currency);
	const write = (amount: number) => formatAmount(amount as Minor, decimals);
	const inWords = (key: string, used: number) => (isAmountKey(key) ? write(used) : String(used));
	const used = new Map([...movements.map(({ key }) => [key, ZERO] as const), ...seen.accumulators]);
	return {
		versions: trace.versions,
		steps: withLimitRules(trace.entries).map((entry) => explained(entry, write)),
		movements: movements.map(({ key, line, amount }) => ({
			key,
			line,
			amount: inWords(key, amount),
		})),
		balances: Array.from(used, ([key, before]) => ({ key, used: inWords(key, before) })),
	};
}

const explained = (
	{ rule, line, did, saw, carcs, before, after }: TraceEntry,
	write: (amount: number) => string,
): ExplainedStep => ({
	rule,
	name: nameOfStep(rule),
	line,
	did,
	saw: asRecord(saw),
	carcs: [...carcs],
	before: before === null ? null : write(before),
	after: after === null ? null : write(after),
});

/** A rule that looks at the claim as a whole tells a list of what it found. */
const asRecord = (saw: object | null): Record<string, unknown> | null =>
	Array.isArray(saw) ? { found: saw } : (saw as Record<string, unknown> | null);
