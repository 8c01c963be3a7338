import { groupInOrder } from './batch';
import { applyGroups, gatherFacts, useFacts } from './effects';
import type { ReplayView } from './parked.schemas';
import { firstInQueue, holdQueue, leaveQueue, type ParkedEvent, recordSetback } from './parking';
import { isSurroundings, setbackOf } from './setback';
import type { SliceWorker } from './slices';

/** Applies a parked key's queue in order until it is empty or an event fails again. Throws on an outage. */
export async function replayKey(worker: SliceWorker, key: string): Promise<ReplayView> {
	let applied = 0;
	for (;;) {
		const first = await firstInQueue(worker.sql, worker.producer, key);
		if (!first) return { applied, error_code: null };
		try {
			if (await replayFirst(worker, first)) applied++;
		} catch (error) {
			if (isSurroundings(error)) throw error;
			const setback = setbackOf(error, first.attempts);
			await recordSetback(worker.sql, first, setback);
			return { applied, error_code: setback.code };
		}
	}
}

/** False where another replay of the same key was faster. */
async function replayFirst(worker: SliceWorker, parked: ParkedEvent): Promise<boolean> {
	const groups = groupInOrder([parked.event], worker.handlerOf);
	const facts = await gatherFacts(groups, worker.signal);
	const recorded = await useFacts(worker.sql, groups, facts, async (tx) => {
		await holdQueue(tx, parked);
		const first = await firstInQueue(tx, parked.producer, parked.event.key);
		if (first?.parked_id !== parked.parked_id) return null;
		await leaveQueue(tx, parked);
		return applyGroups(tx, worker.service, groups, facts, worker.signal);
	});
	if (recorded === null) return false;
	worker.afterCommit(recorded);
	worker.metrics.applied(parked.producer, 1);
	return true;
}
