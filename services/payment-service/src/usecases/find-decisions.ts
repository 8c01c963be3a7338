import { OutageError } from '@claims-askes/chassis/outage';
import type { Platform } from '@claims-askes/chassis/platform';
import type { DecisionView } from '@claims-askes/contracts/decision';

const AT_ONCE = 1_000;

/** The decisions by id, asked for a thousand at a time. One that its own service does not know yet is waited for. */
export async function findDecisions(
	platform: Platform,
	ids: readonly string[],
): Promise<Map<string, DecisionView>> {
	const wanted = [...new Set(ids)];
	const found = new Map<string, DecisionView>();
	const { adjudication } = platform.peers.during({ correlationId: platform.newId() });
	for (let at = 0; at < wanted.length; at += AT_ONCE) {
		const { data } = await adjudication.POST('/api/v1/decisions/batch-get', {
			body: { ids: wanted.slice(at, at + AT_ONCE) },
		});
		for (const decision of data?.data ?? []) found.set(decision.id, decision);
	}
	if (found.size < wanted.length) throw new OutageError('a decision that was announced');
	return found;
}
