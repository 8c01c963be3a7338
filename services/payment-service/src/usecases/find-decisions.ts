import { OutageError } from '@claims-askes/chassis/outage';
import { inParts } from '@claims-askes/chassis/peers/in-parts';
import type { Platform } from '@claims-askes/chassis/platform';
import type { DecisionView } from '@claims-askes/contracts/decision';

/**
 * The decisions by id, asked for as part of the story that the correlation id names.
 *
 * @throws {OutageError} where its own service does not know one yet: it was announced, and is waited for
 */
export async function findDecisions(
	{ peers }: Platform,
	ids: readonly string[],
	correlationId: string,
): Promise<Map<string, DecisionView>> {
	const wanted = [...new Set(ids)];
	const { adjudication } = peers.during({ correlationId });
	const found = await inParts(wanted, async (part) => {
		const { data } = await adjudication.POST('/api/v1/decisions/batch-get', { body: { ids: part } });
		return data?.data ?? [];
	});
	if (found.length < wanted.length) throw new OutageError('a decision that was announced');
	return new Map(found.map((decision) => [decision.id, decision]));
}
