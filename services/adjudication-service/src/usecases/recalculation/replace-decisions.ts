import { type Change, recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import { entryOf, type OutboxEntry } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Adjudicated } from '../../domain/adjudicate';
import type { BalanceChange, Balances } from '../../domain/balances';
import type { FundNotice } from '../../domain/fund-notices';
import type { Reversal, Why } from '../../domain/reversal';
import type { StoredDecision } from '../../domain/stored-decision';
import { returnAuthorizations } from '../../repositories/authorization-uses.repository';
import { insertReversals, standDown } from '../../repositories/reversals.repository';
import { carryOver, closeReviewItems } from '../../repositories/review-items.repository';
import { countersOf } from '../counters';
import { announcementOf, recordDecisions, storedDecision } from '../record-decisions';
import { reversalAnnouncementOf } from '../reverse-decisions';
import { entriesForGroups, noticesIn } from '../tell-groups';
import type { ClaimAgain } from './read-family';
import type { FamilyWork } from './reasons';

/** A decision that comes out otherwise than it stands. */
export interface Replacement {
	readonly work: FamilyWork;
	readonly standing: ClaimAgain['standing'];
	readonly made: Adjudicated;
}

/** What groups are told besides: of claims that come out as they stand, and wait for money that is still short. */
export interface StillShort {
	readonly work: FamilyWork;
	readonly notices: readonly FundNotice[];
}

/** All that comes of deciding families again. */
export interface DecidedAgain {
	readonly replacements: readonly Replacement[];
	readonly stillShort: readonly StillShort[];
}

/**
 * Puts new decisions in the place of those that stand. One that was final is undone by a reversal first, which those who
 * paid by it hear; a pended one has moved nothing, and simply gives way. `also` writes what else belongs to it,
 * and answers what is to be said of that after the decisions.
 */
export async function replaceDecisions(
	platform: Platform,
	tx: Transaction,
	{ replacements, stillShort }: DecidedAgain,
	balances: Balances,
	also: (changes: readonly BalanceChange[]) => Promise<readonly OutboxEntry[]>,
): Promise<void> {
	const changes = balances.changes();
	if (replacements.length === 0) {
		const said = await also(changes);
		await appendEntries(tx, [...(await noticesOf(platform, tx, [], stillShort)), ...said]);
		return;
	}
	const now = platform.now().toISOString();
	const written = replacements.map((replacement) => writtenOut(platform, replacement, now));
	const undone = undoneIn(written);
	await undoWhatStands(platform, tx, { written, undone, now });
	// The balances are moved by the sum of what was taken back and what was decided: what comes out the same nets to nothing.
	await recordDecisions(
		platform,
		tx,
		written.map(({ stored }) => stored),
		balances,
	);
	await carryOver(tx, claimIdsOf(written));
	await recordChanges(tx, platform.name, { actor: platform.name }, undone.map(changeOf));
	const said = await also(changes);
	countersOf(platform).reversed(undone.length);
	for (const { made } of written) countersOf(platform).decided(made.decision.outcome);
	await appendEntries(tx, [
		...announcementsOf(platform, written, undone),
		...(await noticesOf(platform, tx, written, stillShort)),
		...said,
	]);
}

/** A replacement with what is stored of it. */
interface Written extends Replacement {
	readonly stored: StoredDecision;
	/** Null where what stood was pended, and gives way to the new decision itself. */
	readonly reversal: Reversal | null;
	readonly story: ReturnType<typeof storyIn>;
}

function writtenOut({ newId }: Platform, { work, standing, made }: Replacement, now: string): Written {
	const story = storyIn(work);
	const isPended = standing.outcome === 'pended';
	const by = { actor: story.user_id, correlationId: story.correlation_id };
	const { id: decisionId, claimId, familyKey } = standing;
	return {
		...{ work, standing, made, story },
		stored: storedDecision({ id: newId(), made, by, reverses: isPended ? decisionId : null }, now),
		reversal: isPended ? null : { id: newId(), decisionId, claimId, familyKey, why: whyOf(work) },
	};
}

interface Undone {
	readonly reversal: Reversal;
	readonly story: Written['story'];
}

const undoneIn = (written: readonly Written[]): Undone[] =>
	written.flatMap(({ reversal, story }) => (reversal ? { reversal, story } : []));

const claimIdsOf = (written: readonly Written[]): string[] => written.map(({ standing }) => standing.claimId);

interface Undoing {
	readonly written: readonly Written[];
	readonly undone: readonly Undone[];
	readonly now: string;
}

/** With what it used of letters, and what waited for a person because of it. */
async function undoWhatStands(
	{ name }: Platform,
	tx: Transaction,
	{ written, undone, now }: Undoing,
): Promise<void> {
	const claimIds = claimIdsOf(written);
	const givenWay = written.flatMap(({ stored: { id, reverses }, work }) =>
		reverses === null ? [] : { decisionId: reverses, successor: id, why: whyOf(work) },
	);
	await insertReversals(
		tx,
		undone.map(({ reversal }) => reversal),
		now,
		name,
	);
	await standDown(tx, givenWay, now);
	await returnAuthorizations(tx, claimIds);
	await closeReviewItems(tx, claimIds, now, name);
}

const changeOf = ({ reversal: { id, decisionId, claimId }, story }: Undone): Change => ({
	action: 'decision.reversed',
	entity: 'decision',
	entityId: decisionId,
	after: { claim_id: claimId, reversed_by: id },
	actor: story.user_id,
	correlationId: story.correlation_id,
});

/** All reversals first: listeners take one kind of event after the other, and a family's stay in order. */
const announcementsOf = ({ name }: Platform, written: readonly Written[], undone: readonly Undone[]) => [
	...undone.map(({ reversal, story }) => entryOf(name, reversalAnnouncementOf(reversal), story)),
	...written.map(({ stored, story }) => entryOf(name, announcementOf(stored), story)),
];

async function noticesOf(
	platform: Platform,
	tx: Transaction,
	written: readonly Written[],
	stillShort: readonly StillShort[],
): Promise<OutboxEntry[]> {
	const due = [
		...written.map(({ work, stored }) => ({ work, notices: noticesIn(stored) })),
		...stillShort,
	].filter(({ notices }) => notices.length > 0);
	const stories = new Map(
		due.flatMap(({ work, notices }) => notices.map(({ claimId }) => [claimId, storyIn(work)])),
	);
	return entriesForGroups(
		platform,
		tx,
		due.flatMap(({ notices }) => notices),
		stories,
	);
}

/** All that had the family decided again: which of them moved this claim, nobody can tell apart. */
const whyOf = (work: FamilyWork): Why[] => {
	const causes = work.parts.map(({ cause, subject, touches, requested_by }) => ({
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
