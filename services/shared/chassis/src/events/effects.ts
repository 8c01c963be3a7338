import type { ServiceName } from '@claims-askes/contracts/services';
import type { Sql, Transaction } from '../db/connect';
import type { Group } from './batch';
import type { ApplyContext, GatherContext } from './handlers';
import { type EventContext, entryOf, type OutboxEntry } from './new-event';
import { appendEntries } from './outbox';
import type { Recorded } from './recent-events';

const causedBy: GatherContext['causedBy'] = ({ event_id, metadata }): EventContext => ({
	correlation_id: metadata.correlation_id,
	causation_id: event_id,
	user_id: metadata.user_id,
	traceparent: metadata.traceparent ?? null,
});

/** Each group's facts, asked one group after the other. Runs outside any transaction. */
export async function gatherFacts(groups: readonly Group[], signal: AbortSignal): Promise<unknown[]> {
	const facts: unknown[] = [];
	try {
		for (const { handler, events } of groups)
			facts.push(await handler.gather?.(events, { causedBy, signal }));
	} catch (error) {
		await letGo(groups, facts);
		throw error;
	}
	return facts;
}

/** One transaction by these facts; they are let go where it fails, or answers that it did nothing (null). */
export async function useFacts<Answer extends readonly Recorded[] | null>(
	sql: Sql,
	groups: readonly Group[],
	facts: readonly unknown[],
	write: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
	let isUsed = false;
	try {
		const answer = (await sql.begin(write)) as Answer;
		isUsed = answer !== null;
		return answer;
	} finally {
		if (!isUsed) await letGo(groups, facts);
	}
}

/** Tells handlers of facts that nothing will come of. It is a courtesy: where it fails, the reason for giving up counts. */
export async function letGo(groups: readonly Group[], facts: readonly unknown[]): Promise<void> {
	for (const [at, ofGroup] of facts.entries()) await groups[at]?.handler.letGo?.(ofGroup).catch(() => {});
}

/** Writes the effects of groups in order and then appends, at once and last, what they gave to be recorded; answers where it stands. */
export async function applyGroups(
	tx: Transaction,
	service: ServiceName,
	groups: readonly Group[],
	facts: readonly unknown[],
	signal: AbortSignal,
): Promise<readonly Recorded[]> {
	const entries: OutboxEntry[] = [];
	const context: ApplyContext = {
		causedBy,
		signal,
		record(cause, ...events) {
			for (const event of events) entries.push(entryOf(service, event, causedBy(cause)));
		},
	};
	for (const [at, { handler, events }] of groups.entries())
		await handler.apply(tx, events, facts[at], context);
	return appendEntries(tx, entries);
}
