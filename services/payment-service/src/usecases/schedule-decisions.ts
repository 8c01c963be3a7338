import { recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { ApplyContext } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import type { DecisionView } from '@claims-askes/contracts/decision';
import { negate } from '@claims-askes/kernel/money';
import { type DecidedClaim, fundingOf, payableOf, recognition } from '../domain/payable';
import { type Journal, post, reverse } from '../repositories/ledger.repository';
import {
	addPayables,
	cancelPayables,
	holdPayablesOf,
	membersPaidFor,
	type StoredPayable,
} from '../repositories/payables.repository';

type Decided = FeedEventOf<'claim.adjudicated'>;
type Reversed = FeedEventOf<'claim.reversed'>;

/**
 * Owes for each decision that is final; a pended claim owes nothing yet. `earlier` are the decisions of events that do
 * not say enough themselves.
 */
export async function scheduleDecisions(
	platform: Platform,
	tx: Transaction,
	events: readonly Decided[],
	earlier: ReadonlyMap<string, DecisionView>,
	context: ApplyContext,
): Promise<void> {
	const paidBefore = await membersPaidFor(
		tx,
		events.flatMap(({ data }) => (data.channel === 'reimbursement' ? data.claim_id : [])),
	);
	const owed = events.flatMap((event) => {
		const decided = decidedBy(event, earlier);
		if (!decided) return [];
		const decision = { ...decided, paid_before: paidBefore.get(decided.claim_id) };
		const payable: StoredPayable = { ...payableOf(decision), id: platform.newId(), event_key: event.key };
		return [{ event, decision, payable }];
	});
	const added = await addPayables(
		tx,
		owed.map(({ payable }) => payable),
	);
	const fresh = owed.filter(({ payable }) => added.has(payable.id));
	await post(
		tx,
		fresh.map(
			({ decision, payable }): Journal => ({
				kind: 'payable',
				reference: decision.decision_id,
				currency: decision.currency,
				postings: recognition(decision, payable),
			}),
		),
	);
	for (const { event, decision, payable } of fresh) {
		if (decision.outcome === 'denied') continue;
		context.record(event, {
			type: 'payment.scheduled',
			key: event.key,
			data: { claim_id: decision.claim_id, payable_id: payable.id, decision_id: decision.decision_id },
		});
	}
	await recordChanges(
		tx,
		platform.name,
		{ actor: platform.name, correlationId: events[0]?.metadata.correlation_id ?? '' },
		fresh.map(({ decision, payable }) => ({
			action: 'payable.recorded',
			entity: 'payable',
			entityId: payable.id,
			after: { decision_id: decision.decision_id, currency: payable.currency, amount: decision.paid },
		})),
	);
}

function decidedBy({ data }: Decided, earlier: ReadonlyMap<string, DecisionView>): DecidedClaim | undefined {
	const { outcome, claim_number, funding } = data;
	if (outcome === 'pended') return undefined;
	if (claim_number && funding) return { ...data, claim_number, funding };
	const decision = earlier.get(data.decision_id);
	return (
		decision && {
			...data,
			claim_number: decision.claim_number,
			funding: fundingOf(decision.lines, decision.currency),
		}
	);
}

/** Takes back what a decision owed: before it is paid it is cancelled, afterwards it is to be recovered. */
export async function takeBack(
	platform: Platform,
	tx: Transaction,
	events: readonly Reversed[],
): Promise<void> {
	const held = await holdPayablesOf(
		tx,
		events.map((event) => event.data.reverses),
	);
	const open = held.filter(({ status }) => status === 'open');
	const gone = held.filter(({ status }) => status === 'scheduled' || status === 'settled');
	await cancelPayables(
		tx,
		open.map(({ id }) => id),
	);
	const recoveries = gone.map(
		(payable): StoredPayable => ({
			...payable,
			kind: 'reversal',
			id: platform.newId(),
			amount: negate(payable.amount),
		}),
	);
	const added = await addPayables(tx, recoveries);
	const taken = [...open, ...recoveries.filter(({ id }) => added.has(id))];
	await reverse(
		tx,
		taken.flatMap(({ decision_id }) => decision_id ?? []),
	);
	await recordChanges(
		tx,
		platform.name,
		{ actor: platform.name, correlationId: events[0]?.metadata.correlation_id ?? '' },
		taken.map((payable) => ({
			action: 'payable.taken_back',
			entity: 'payable',
			entityId: payable.id,
			after: { decision_id: payable.decision_id },
		})),
	);
}
