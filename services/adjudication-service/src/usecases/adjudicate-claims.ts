import type { Transaction } from '@claims-askes/chassis/db/connect';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import { adjudicate } from '../domain/adjudicate';
import { Balances } from '../domain/balances';
import { Histories, historyFrom, type PastLine } from '../domain/histories';
import { ownersOf, sharedOwnersOf } from '../domain/owners';
import type { PreparedClaim } from '../domain/prepared-claim';
import type { StoredDecision } from '../domain/stored-decision';
import { readSheets } from '../repositories/balances.repository';
import { settledClaims } from '../repositories/decisions.repository';
import { loadHistory } from '../repositories/history.repository';
import { holdOwners } from '../repositories/locks.repository';
import { countersOf } from './counters';
import { type Authorship, recordDecisions, storedDecision } from './record-decisions';

export interface ToAdjudicate {
	readonly prepared: PreparedClaim;
	readonly by: Authorship;
}

/**
 * Decides a batch of claims in the order given, as if one by one: what each moves is there for the next. A claim that has a
 * decision, or was cancelled, is passed over. Nothing is asked of the database claim by claim.
 */
export async function adjudicateClaims(
	platform: Platform,
	tx: Transaction,
	batch: readonly ToAdjudicate[],
): Promise<StoredDecision[]> {
	const claims = batch.map(({ prepared }) => prepared);
	const today = dayIn(platform.config.PAYER_TIME_ZONE, platform.now());
	await holdOwners(tx, claims.flatMap(sharedOwnersOf));
	const [settled, own] = await Promise.all([
		settledClaims(
			tx,
			claims.map(({ claim }) => claim.id),
		),
		loadOwnFacts(tx, claims),
	]);
	const decidedAt = platform.now().toISOString();
	const stored: StoredDecision[] = [];
	for (const { prepared, by } of batch) {
		if (settled.has(prepared.claim.id)) continue;
		settled.add(prepared.claim.id);
		const made = adjudicate(prepared, { ...own, today, review: {} });
		stored.push(storedDecision({ id: platform.newId(), made, by, reverses: null }, decidedAt));
		countersOf(platform).decided(made.decision.outcome);
	}
	await recordDecisions(platform, tx, stored, own.balances);
	return stored;
}

export interface OwnFactsOfBatch {
	readonly balances: Balances;
	readonly histories: Histories;
	/** The lines that were left out, by their claim. */
	readonly left: ReadonlyMap<string, PastLine[]>;
}

/**
 * The balances and histories of everybody in the batch, in two queries; the histories without the lines of claims that are
 * about to be decided again.
 */
export async function loadOwnFacts(
	tx: Transaction,
	claims: readonly PreparedClaim[],
	without: ReadonlySet<string> = NOTHING,
): Promise<OwnFactsOfBatch> {
	const sinceOf = new Map<string, string>();
	for (const { claim, parties, facts } of claims) {
		if (parties.memberId === null) continue;
		const from = historyFrom(claim, facts.plan);
		const since = sinceOf.get(parties.memberId);
		if (since === undefined || from < since) sinceOf.set(parties.memberId, from);
	}
	const [sheets, history] = await Promise.all([
		readSheets(tx, claims.flatMap(ownersOf)),
		loadHistory(
			tx,
			[...sinceOf].map(([memberId, from]) => ({ memberId, from })),
		),
	]);
	if (without.size === 0)
		return { balances: Balances.readFrom(sheets), histories: new Histories(history), left: new Map() };
	const isLeftOut = ({ line }: PastLine) => without.has(line.claim_id);
	return {
		balances: Balances.readFrom(sheets),
		histories: new Histories(history.filter((past) => !isLeftOut(past))),
		left: Map.groupBy(history.filter(isLeftOut), ({ line }) => line.claim_id),
	};
}

const NOTHING: ReadonlySet<string> = new Set();
