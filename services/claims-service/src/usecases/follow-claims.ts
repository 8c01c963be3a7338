import { type Change, recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { ApplyContext } from '@claims-askes/chassis/events/handlers';
import { NotYet } from '@claims-askes/chassis/outage';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { Verdict } from '../domain/claim-moves';
import type { ClaimStatus } from '../domain/claim-status';
import { PROBLEMS } from '../domain/problems';
import {
	type ClaimMove,
	holdClaims,
	type LearnedFacts,
	moveClaims,
	type StandingClaim,
} from '../repositories/claim-moves.repository';

/** What is heard of claims from other services. */
type Heard = FeedEventOf<
	'claim.adjudicated' | 'claim.appeal.decided' | 'payment.scheduled' | 'payment.processed'
>;

export interface Following<E extends Heard> {
	readonly verdict: (claim: StandingClaim, event: E) => Verdict;
	/** What becomes known of a claim as it moves. */
	readonly learned?: (event: E) => LearnedFacts;
}

/**
 * Moves claims along as events about them are heard: a batch costs three statements, however many claims are in it. One
 * event is announced for each that is heard, from where the claim stood to where it now stands; what it only passed is
 * in its history.
 */
export const followClaims =
	({ name, now }: Platform) =>
	async <E extends Heard>(
		tx: Transaction,
		events: readonly E[],
		context: ApplyContext,
		{ verdict, learned }: Following<E>,
	): Promise<void> => {
		const claims = await holdClaims(tx, [...new Set(events.map(({ data }) => data.claim_id))]);
		const moves: ClaimMove[] = [];
		const changes: Change[] = [];
		for (const event of events) {
			const claim = claims.get(event.data.claim_id);
			if (!claim) throw new ProblemError(PROBLEMS.CLAIM_NOT_FOUND);
			const steps = stepsOf(verdict(claim, event));
			const to = steps.at(-1);
			if (!to) continue;
			const facts = learned?.(event) ?? {};
			moves.push(...movesOf(claim, steps, { event_id: event.event_id, learned: facts }));
			changes.push(changeOf(event, claim, to));
			context.record(event, {
				type: 'claim.status.changed',
				key: claim.family_key,
				data: { claim_id: claim.id, from: claim.status, to },
			});
			claims.set(claim.id, {
				...claim,
				status: to,
				version: claim.version + steps.length,
				decision_id: facts.decision_id ?? claim.decision_id,
			});
		}
		await Promise.all([
			moveClaims(tx, now().toISOString(), moves),
			recordChanges(tx, name, { actor: name }, changes),
		]);
	};

function stepsOf(verdict: Verdict): readonly ClaimStatus[] {
	if (verdict.kind === 'wait') throw new NotYet('claim.adjudicated');
	if (verdict.kind === 'refuse') throw new ProblemError(PROBLEMS.CLAIM_ILLEGAL_MOVE);
	return verdict.kind === 'move' ? verdict.steps : [];
}

const movesOf = (
	claim: StandingClaim,
	steps: readonly ClaimStatus[],
	cause: Pick<ClaimMove, 'event_id' | 'learned'>,
): ClaimMove[] =>
	steps.map((to_status, step) => ({
		claim_id: claim.id,
		seq: claim.version + step + 1,
		from_status: steps[step - 1] ?? claim.status,
		to_status,
		...cause,
	}));

const changeOf = ({ service, metadata }: Heard, claim: StandingClaim, to: ClaimStatus): Change => ({
	actor: metadata.user_id ?? service,
	correlationId: metadata.correlation_id,
	action: `claim.${to}`,
	entity: 'claim',
	entityId: claim.id,
	before: { status: claim.status },
	after: { status: to },
});
