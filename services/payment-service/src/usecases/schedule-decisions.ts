import { recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { ApplyContext } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import type { DecisionView } from '@claims-askes/contracts/decision';
import { negate } from '@claims-askes/kernel/money';
import { payableOf, recognition, undone } from '../domain/payable';
import { type Journal, post } from '../repositories/ledger.repository';
import {
	addPayables,
	cancelPayables,
	holdPayablesOf,
	type StoredPayable,
} from '../repositories/payables.repository';

type Decided = FeedEventOf<'claim.adjudicated'>;
type Reversed = FeedEventOf<'claim.reversed'>;

/** Owes for each decision that is final; a pended claim owes nothing yet. */
export async function scheduleDecisions(
	platform: Platform,
	tx: Transaction,
	events: readonly Decided[],
	decisions: ReadonlyMap<string, DecisionView>,
	context: ApplyContext,
): Promise<void> {
	const owed = events.flatMap((event) => {
		const decision = decisions.get(event.data.decision_id);
		if (!decision) return [];
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
				id: platform.newId(),
				kind: 'payable',
				reference: decision.id,
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
			data: { claim_id: decision.claim_id, payable_id: payable.id, decision_id: decision.id },
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
			after: { decision_id: decision.id, currency: payable.currency, amount: decision.totals.paid },
		})),
	);
}

/** Takes back what a decision owed: before it is paid it is cancelled, afterwards it is to be recovered. */
export async function takeBack(
	platform: Platform,
	tx: Transaction,
	events: readonly Reversed[],
	decisions: ReadonlyMap<string, DecisionView>,
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
	await post(
		tx,
		taken.flatMap((payable): Journal[] => {
			const decision = decisions.get(payable.decision_id ?? '');
			if (!decision) return [];
			const owed = { ...payable, amount: payableOf(decision).amount };
			return [
				{
					id: platform.newId(),
					kind: 'reversal',
					reference: decision.id,
					currency: decision.currency,
					postings: undone(recognition(decision, owed)),
				},
			];
		}),
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
