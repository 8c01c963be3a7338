import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';
import { ENGINE_VERSION } from '@claims-askes/engine';
import { ProblemError } from '@claims-askes/kernel/problems';
import { type Adjudicated, adjudicate } from '../domain/adjudicate';
import { Balances } from '../domain/balances';
import { daysOf } from '../domain/claim-days';
import { firstParting, type Parting } from '../domain/compare-decisions';
import { Histories, type PastLine } from '../domain/histories';
import type { PreparedClaim } from '../domain/prepared-claim';
import { PROBLEMS } from '../domain/problems';
import {
	countDecisionsMadeIn,
	decisionsMadeIn,
	historyAt,
	type Span,
	type StoredForReplay,
} from '../repositories/replay.repository';
import type { CodeShelf } from './codes/code-shelf';
import { lookupsOf } from './codes/lookups-of';
import { type DecisionRecord, unpackRecord } from './decision-record';
import { type DifferingPart, differingParts } from './differing-parts';
import { NO_PLAN } from './facts/prepare-claim';
import type { Readings } from './facts/readings';

export interface ReplayDifference {
	readonly decision_id: string;
	readonly claim_id: string;
	readonly claim_number: string;
	/** Where the traces part; null where they do not, and what is stored of the decision alone differs. */
	readonly parting: Parting | null;
	/** False where all that is stored is the same to the byte, and only its trace tells it otherwise. */
	readonly is_decided_otherwise: boolean;
	/** What is stored otherwise than it comes out. */
	readonly differs_in: readonly DifferingPart[];
	/** The engine that made it. */
	readonly engine_version: string;
}

export interface ReplayReport {
	/** All that there are in the span; told with the first page. */
	readonly total: number | null;
	readonly checked: number;
	readonly differences: readonly ReplayDifference[];
	/** The engine that made them again. */
	readonly engine_version: string;
	/** Where to go on; null where the span has been gone through. */
	readonly next_cursor: string | null;
}

/** Where published terms and code sets are read again. */
export interface ReplayDesk {
	readonly readings: Readings;
	readonly codes: Pick<CodeShelf, 'named'>;
}

/** A decision with everything it was made of, read back. */
interface Recorded {
	readonly stored: StoredForReplay;
	readonly record: DecisionRecord;
}

const isRecorded = (read: {
	readonly stored: StoredForReplay;
	readonly record: DecisionRecord | null;
}): read is Recorded => read.record !== null;

/**
 * Makes stored decisions again from what they were made of, and compares them to the byte. Nothing is written and nothing
 * moves; plan and contract versions, which never change, are read from those who published them.
 */
export async function replayDecisions(
	{ sql }: Platform,
	desk: ReplayDesk,
	span: Span,
	page: { readonly cursor: string | null; readonly limit: number },
	story: Story,
): Promise<ReplayReport> {
	if (span.from >= span.to) throw new ProblemError(PROBLEMS.SPAN_EMPTY);
	const [total, stored] = await Promise.all([
		page.cursor === null ? countDecisionsMadeIn(sql, span) : null,
		decisionsMadeIn(sql, span, page.cursor, page.limit),
	]);
	const read = stored.map((decision) => ({ stored: decision, record: recordOf(decision) }));
	const factsOf = await readWhatTheyCite(sql, desk, read.filter(isRecorded), story);
	return {
		total,
		checked: stored.length,
		differences: read.flatMap((decision) => {
			if (!isRecorded(decision)) return differenceOf(decision.stored, null, ['record']);
			const facts = factsOf(decision);
			return facts
				? compare(decision, decideAsThen(decision.record, facts))
				: differenceOf(decision.stored, null, ['plan']);
		}),
		engine_version: ENGINE_VERSION,
		next_cursor: stored.length < page.limit ? null : (stored.at(-1)?.position ?? null),
	};
}

/** What a decision was made by, with the lines that it looked back on. */
interface FactsOfThen {
	readonly facts: PreparedClaim['facts'];
	readonly history: readonly PastLine[];
}

/** Reads what records do not hold but name: plans, contracts, code sets and earlier lines. Null where a plan is gone. */
async function readWhatTheyCite(
	sql: Platform['sql'],
	{ readings, codes }: ReplayDesk,
	recorded: readonly Recorded[],
	story: Story,
): Promise<(decision: Recorded) => FactsOfThen | null> {
	const records = recorded.map(({ record }) => record);
	const contractIds = records.flatMap(({ parties }) =>
		parties.contracts.flatMap(({ id, isRead }) => (isRead ? id : [])),
	);
	const [plans, contracts, lookups, histories] = await Promise.all([
		readings.plansOf(
			records.flatMap(({ parties }) => parties.planVersionId ?? []),
			story,
		),
		readings.contractsOf(contractIds, story),
		lookupsOf(codes, records),
		historyAt(sql, recorded.flatMap(lookBackOf)),
	]);
	return ({ stored, record }) => {
		const { parties, network } = record;
		const plan = parties.planVersionId === null ? NO_PLAN : plans.get(parties.planVersionId)?.[network];
		if (!plan) return null;
		const cited = { plan, contracts: readings.listOf(parties.contracts, contracts), codes: lookups(record) };
		return { facts: { ...record.facts, ...cited }, history: histories.get(stored.id) ?? [] };
	};
}

/** Null where it cannot be read: that is told of this decision, and the others are gone through. */
function recordOf({ texts }: StoredForReplay): DecisionRecord | null {
	try {
		return unpackRecord(texts.record);
	} catch {
		return null;
	}
}

const lookBackOf = ({ stored, record: { claim, parties, seen } }: Recorded) =>
	parties.memberId === null
		? []
		: {
				decisionId: stored.id,
				position: stored.position,
				memberId: parties.memberId,
				from: seen.historyFrom,
				place: seen.inDateOrder ? { date: daysOf(claim).first, number: stored.claim_number } : null,
			};

function decideAsThen(record: DecisionRecord, { facts, history }: FactsOfThen): Adjudicated {
	const { claim, parties, refusals, codes, seen } = record;
	const prepared = { claim, parties, refusals, codes, facts, codeSets: null, claimNumber: '', familyKey: '' };
	const { code: currency } = facts.currency;
	const used = Array.from(seen.accumulators, ([key, used]) => ({ key, currency, used }));
	return adjudicate(prepared, { ...seen, balances: new Balances(used), histories: new Histories(history) });
}

function compare({ stored, record }: Recorded, again: Adjudicated): ReplayDifference[] {
	const parting = firstParting(record.trace, again.trace);
	const parts = differingParts(stored, again);
	return parting || parts.length > 0 ? [differenceOf(stored, parting, parts)] : [];
}

const differenceOf = (
	{ id, claim_id, claim_number, engine_version }: StoredForReplay,
	parting: Parting | null,
	differs_in: readonly DifferingPart[],
): ReplayDifference => ({
	decision_id: id,
	...{ claim_id, claim_number, engine_version, differs_in, parting },
	is_decided_otherwise: differs_in.length > 0,
});
