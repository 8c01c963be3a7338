import { type Change, recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import { entryOf, type NewEvent } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Adjudicated } from '../../domain/adjudicate';
import type { BalanceChange, Balances } from '../../domain/balances';
import type { Why } from '../../domain/reversal';
import { returnAuthorizations } from '../../repositories/authorization-uses.repository';
import { insertReversals, standDown } from '../../repositories/reversals.repository';
import { carryOver, closeReviewItems } from '../../repositories/review-items.repository';
import { countersOf } from '../counters';
import { announcementOf, type NewDecision, recordDecisions, storedDecision } from '../record-decisions';
import { reversalAnnouncementOf } from '../reverse-decisions';
import type { ClaimAgain } from './read-family';
import type { FamilyWork } from './reasons';

/** A decision that comes out otherwise than it stands. */
export interface Replacement {
	readonly work: FamilyWork;
	readonly standing: ClaimAgain['standing'];
	readonly made: Adjudicated;
}

/**
 * Puts new decisions in the place of those that stand. One that was final is undone by a reversal first, which those who
 * paid by it hear; a pended one has moved nothing, and simply gives way. `also` writes what else belongs to it.
 */
export async function replaceDecisions(
	platform: Platform,
	tx: Transaction,
	replacements: readonly Replacement[],
	balances: Balances,
	also: (changes: readonly BalanceChange[]) => Promise<void>,
): Promise<void> {
	const changes = balances.changes();
	if (replacements.length === 0) return also(changes);
	const now = platform.now().toISOString();
	const stored = replacements.map((replacement) => storedDecision(decisionOf(platform, replacement), now));
	const claimIds = replacements.map(({ standing }) => standing.claimId);
	const reversals = replacements.filter(isFinal).map(({ standing, work }) => ({
		id: platform.newId(),
		decisionId: standing.id,
		claimId: standing.claimId,
		familyKey: standing.familyKey,
		why: whyOf(work),
	}));
	await insertReversals(tx, reversals, now, platform.name);
	const givenWay = stored.flatMap(({ id, reverses }, at) =>
		reverses === null ? [] : { decisionId: reverses, successor: id, why: whyOf(replacements[at]?.work) },
	);
	await standDown(tx, givenWay, now);
	await returnAuthorizations(tx, claimIds);
	await closeReviewItems(tx, claimIds, now, platform.name);
	// The balances are moved by the sum of what was taken back and what was decided: what comes out the same nets to nothing.
	await recordDecisions(platform, tx, stored, balances);
	await carryOver(tx, claimIds);
	const storyOf = new Map(replacements.map(({ standing, work }) => [standing.claimId, storyIn(work)]));
	const audited = reversals.map(
		({ id, decisionId, claimId }): Change => ({
			action: 'decision.reversed',
			entity: 'decision',
			entityId: decisionId,
			after: { claim_id: claimId, reversed_by: id },
			actor: storyOf.get(claimId)?.user_id ?? platform.name,
			correlationId: storyOf.get(claimId)?.correlation_id ?? '',
		}),
	);
	await recordChanges(tx, platform.name, { actor: platform.name }, audited);
	await also(changes);
	countersOf(platform).reversed(reversals.length);
	for (const { made } of replacements) countersOf(platform).decided(made.decision.outcome);

	const say = (claimId: string, event: NewEvent) =>
		entryOf(platform.name, event, storyOf.get(claimId) ?? { correlation_id: '' });
	// All reversals first: listeners take one kind of event after the other, and a family's stay in order.
	await appendEntries(tx, [
		...reversals.map((reversal) => say(reversal.claimId, reversalAnnouncementOf(reversal))),
		...stored.map((decision) => say(decision.claimId, announcementOf(decision))),
	]);
}

const isFinal = ({ standing }: Replacement): boolean => standing.outcome !== 'pended';

function decisionOf({ newId }: Platform, { work, standing, made }: Replacement): NewDecision {
	const { user_id, correlation_id } = storyIn(work);
	const by = { actor: user_id, correlationId: correlation_id };
	return { id: newId(), made, by, reverses: standing.outcome === 'pended' ? standing.id : null };
}

/** All that had the family decided again: which of them moved this claim, nobody can tell apart. */
const whyOf = (work: FamilyWork | undefined): Why[] => {
	const causes = (work?.parts ?? []).map(({ cause, subject, touches, requested_by }) => ({
		// Only an override is asked for about something.
		cause: cause === 'requested' && subject !== null ? 'review.overridden' : cause,
		subject,
		from: cause === 'requested' ? null : (touches.from ?? null),
		requested_by,
	}));
	return [...new Map(causes.map((why) => [JSON.stringify(why), why])).values()];
};

const storyIn = ({ parts: [part] }: FamilyWork) => ({
	correlation_id: part?.correlation_id ?? '',
	user_id: part?.requested_by ?? '',
});
