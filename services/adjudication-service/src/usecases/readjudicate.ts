import type { Transaction } from '@claims-askes/chassis/db/connect';
import { entryOf } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import { type Adjudicated, adjudicate } from '../domain/adjudicate';
import { sharedOwnersOf } from '../domain/owners';
import { groundsOf } from '../domain/persons-denial';
import type { PreparedClaim } from '../domain/prepared-claim';
import type { Why } from '../domain/reversal';
import type { StoredDecision } from '../domain/stored-decision';
import { holdOwners } from '../repositories/locks.repository';
import { loadDenials, loadReviews } from '../repositories/persons-words.repository';
import {
	nameDecisions,
	type Readjudication,
	takeReadjudications,
} from '../repositories/readjudications.repository';
import { type PendedDecision, pendedDecisions, standDown } from '../repositories/reversals.repository';
import { carryOver, closeReviewItems } from '../repositories/review-items.repository';
import { type StandingDecision, standingDecisions } from '../repositories/standing-decisions.repository';
import { loadOwnFacts, type OwnFactsOfBatch } from './adjudicate-claims';
import { countersOf } from './counters';
import type { GatherFacts } from './facts/gather-facts';
import { announcementOf, recordDecisions, storedDecision } from './record-decisions';
import { isSameDecision } from './same-decision';
import { entriesForGroups, noticesIn } from './tell-groups';

/**
 * Decides pended claims again, as asked. What people let pass stays let pass. A pended claim has moved nothing, so that its
 * new decision simply takes the old one's place; a claim that is no longer pended is left as it is.
 */
export async function readjudicate(
	platform: Platform,
	gatherFacts: GatherFacts,
	requests: readonly Readjudication[],
): Promise<void> {
	const pended = await pendedDecisions(platform.sql, claimsOf(requests));
	const prepared = await gatherFacts(
		pended.map(({ claim_id, family_key }) => ({ id: claim_id, familyKey: family_key })),
		{ correlationId: requests[0]?.correlation_id ?? platform.newId() },
	);
	await platform.sql.begin(async (tx) => {
		await holdOwners(tx, prepared.flatMap(sharedOwnersOf));
		const taken = await takeReadjudications(
			tx,
			requests.map(({ id }) => id),
		);
		const standing = requests.filter(({ id }) => taken.has(id));
		await decideAgain(platform, tx, standing, prepared);
	});
	platform.committed();
}

const claimsOf = (requests: readonly Readjudication[]): string[] => requests.map(({ claim_id }) => claim_id);

async function decideAgain(
	platform: Platform,
	tx: Transaction,
	requests: readonly Readjudication[],
	prepared: readonly PreparedClaim[],
): Promise<void> {
	const today = dayIn(platform.config.PAYER_TIME_ZONE, platform.now());
	const [pended, own, reviewOf, denials, unasked] = await Promise.all([
		pendedDecisions(tx, claimsOf(requests)),
		loadOwnFacts(tx, prepared),
		loadReviews(tx, claimsOf(requests)),
		loadDenials(tx, claimsOf(requests)),
		standingDecisions(tx, { families: [], claimIds: claimsOf(requests.filter(isUnasked)) }),
	]);
	const made = prepared.flatMap((claim) => {
		const { id } = claim.claim;
		// Asked for more than once, the last one counts.
		const request = requests.findLast(({ claim_id }) => claim_id === id);
		const before = pended.find(({ claim_id }) => claim_id === id);
		if (!request || !before) return [];
		const denial = denials.get(id);
		const facts = {
			...{ ...own, today, review: reviewOf(id) },
			...(denial && { denial: groundsOf(denial, before.lines) }),
		};
		const again = adjudicate(claim, facts);
		const standing = unasked.find(({ claimId }) => claimId === id);
		if (standing && waitsAsBefore(standing, again)) return [];
		return { request, decision: decidedAgain(platform, again, before, request) };
	});
	if (made.length > 0) await putInPlace(platform, tx, made, own);
}

/** No person asked for it: there was more money or one document more, and perhaps not enough; or one less to wait for. */
const isUnasked = ({ cause }: Readjudication): boolean =>
	cause === 'balance.freed' || cause === 'document.stored' || cause === 'documents.unanswered';

/**
 * A claim that still waits for the same reasons keeps its decision, and whoever examines it their item: many wait, and each
 * cent that comes back has all of them looked at. A waiting claim has moved nothing, and its lines are known as its own.
 */
const waitsAsBefore = (standing: StandingDecision, again: Adjudicated): boolean =>
	isSameDecision({ ...standing, movements: [] }, again.history, again);

function decidedAgain(
	platform: Platform,
	made: Adjudicated,
	before: PendedDecision,
	{ requested_by, correlation_id }: Readjudication,
): StoredDecision {
	countersOf(platform).decided(made.decision.outcome);
	const by = { actor: requested_by, correlationId: correlation_id };
	return storedDecision(
		{ id: platform.newId(), made, by, reverses: before.id },
		platform.now().toISOString(),
	);
}

const whyOf = ({ cause, subject, requested_by }: Readjudication): Why => ({
	...{ cause, subject, from: null, requested_by },
});

async function putInPlace(
	platform: Platform,
	tx: Transaction,
	made: readonly { readonly request: Readjudication; readonly decision: StoredDecision }[],
	own: OwnFactsOfBatch,
): Promise<void> {
	const decisions = made.map(({ decision }) => decision);
	const claimIds = decisions.map(({ claimId }) => claimId);
	// First, for a claim has one live decision at most.
	await standDown(
		tx,
		made.flatMap(({ request, decision: { id, reverses } }) =>
			reverses === null ? [] : { decisionId: reverses, successor: id, why: [whyOf(request)] },
		),
		platform.now().toISOString(),
	);
	await closeReviewItems(tx, claimIds, platform.now().toISOString(), platform.name);
	await recordDecisions(platform, tx, decisions, own.balances);
	await carryOver(tx, claimIds);
	await nameDecisions(
		tx,
		made.map(({ request, decision }) => ({ id: request.id, decisionId: decision.id })),
	);
	const stories = new Map(decisions.map((decision) => [decision.claimId, storyOf(decision)]));
	await appendEntries(tx, [
		...decisions.map((decision) => entryOf(platform.name, announcementOf(decision), storyOf(decision))),
		...(await entriesForGroups(platform, tx, decisions.flatMap(noticesIn), stories)),
	]);
}

const storyOf = ({ correlationId, decidedBy }: StoredDecision) => ({
	correlation_id: correlationId,
	user_id: decidedBy,
});
