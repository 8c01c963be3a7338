import { type Change, recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Platform } from '@claims-askes/chassis/platform';
import { ENGINE_VERSION } from '@claims-askes/engine';
import type { Adjudicated } from '../domain/adjudicate';
import type { Balances } from '../domain/balances';
import { daysOf } from '../domain/claim-days';
import { fundNoticesOf } from '../domain/fund-notices';
import { reviewReasonsOf } from '../domain/review-item';
import type { DecidedOutcome, StoredDecision } from '../domain/stored-decision';
import { useAuthorizations } from '../repositories/authorization-uses.repository';
import { moveBalances } from '../repositories/balances.repository';
import { insertDecisions } from '../repositories/decisions.repository';
import { openReviewItems } from '../repositories/review-items.repository';
import { authorizationUsesOf } from './authorization-uses';
import { bodyOf, fundingIn, totalsIn } from './decision-body';
import { packRecord } from './decision-record';

/** Who decided, and in the course of which story. */
export interface Authorship {
	readonly actor: string;
	readonly correlationId: string;
}

export interface NewDecision {
	readonly id: string;
	readonly made: Adjudicated;
	readonly by: Authorship;
	/** The pended decision in whose place this one stands. */
	readonly reverses: string | null;
}

/** Writes what was decided, set by set: decisions, balances, the review queue and the audit trail. */
export async function recordDecisions(
	platform: Platform,
	tx: Transaction,
	stored: readonly StoredDecision[],
	balances: Balances,
): Promise<void> {
	const pended = stored.flatMap((decision) =>
		decision.review ? [{ id: platform.newId(), decision, ...decision.review }] : [],
	);
	await insertDecisions(tx, stored);
	await Promise.all([
		moveBalances(tx, balances.changes(), balances.read),
		openReviewItems(tx, pended),
		useAuthorizations(tx, stored.flatMap(authorizationUsesOf)),
		recordChanges(tx, platform.name, { actor: platform.name }, stored.map(changeOf)),
	]);
}

/**
 * Writes a decision out as it is kept. To be done with each as it is made: a batch of facts and traces is a hundred
 * megabytes of objects, and its texts are a tenth of that.
 */
export function storedDecision({ id, made, by, reverses }: NewDecision, decidedAt: string): StoredDecision {
	const { decision, prepared } = made;
	const { claim, claimNumber, familyKey, parties, subscriberId = null, facts } = prepared;
	return {
		id,
		claimId: claim.id,
		claimNumber,
		familyKey,
		parties,
		subscriberId,
		days: daysOf(claim),
		unknown: prepared.unknown ?? [],
		outcome: decision.outcome as DecidedOutcome,
		channel: claim.channel ?? 'cashless',
		currency: facts.currency.code,
		totals: totalsIn(decision.totals, facts.currency),
		funding: fundingIn(decision.lines, facts.currency),
		engineVersion: ENGINE_VERSION,
		decidedAt,
		decidedBy: by.actor,
		correlationId: by.correlationId,
		reverses,
		body: JSON.stringify(bodyOf(claim, decision, facts.currency)),
		record: packRecord(made),
		history: made.history,
		shortages: made.shortages,
		movements: decision.movements,
		fundNotices: fundNoticesOf(made),
		review: decision.outcome === 'pended' ? reviewReasonsOf(decision) : null,
	};
}

const changeOf = (decision: StoredDecision): Change => ({
	action: 'claim.adjudicated',
	entity: 'decision',
	entityId: decision.id,
	...(decision.reverses && { before: { decision_id: decision.reverses } }),
	after: {
		claim_id: decision.claimId,
		outcome: decision.outcome,
		currency: decision.currency,
		paid: decision.totals.paid,
	},
	actor: decision.decidedBy,
	correlationId: decision.correlationId,
});

/** What is said to everybody about a decision. */
export const announcementOf = ({
	id,
	claimId,
	claimNumber,
	familyKey,
	outcome,
	channel,
	currency,
	totals,
	funding,
	parties,
	subscriberId,
}: StoredDecision): NewEvent<'claim.adjudicated'> => ({
	type: 'claim.adjudicated',
	key: familyKey,
	data: {
		claim_id: claimId,
		decision_id: id,
		outcome,
		currency,
		paid: totals.paid,
		member_id: parties.memberId,
		provider_id: parties.providerId,
		claim_number: claimNumber,
		funding,
		channel,
		// Of most claims it would be so many bytes for nobody.
		...(channel === 'reimbursement' && { subscriber_id: subscriberId }),
	},
});
