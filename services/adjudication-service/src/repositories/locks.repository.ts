import { arrayLiteral } from '@claims-askes/chassis/db/array-literal';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import { OutageError } from '@claims-askes/chassis/outage';

/** The transactions that hold locks of ours already. */
const holding = new WeakSet<Queryable>();

/**
 * Holds these owners' balances and histories until the transaction ends: whoever else decides for them waits. All are
 * taken in one order, so that nobody waits in a circle. A second set in the same transaction could break that order: it is
 * tried without waiting, and where somebody holds one of them the whole transaction is given up and done again.
 */
export async function holdOwners(tx: Queryable, owners: Iterable<string>): Promise<void> {
	const names = [...new Set(owners)].sort().map((owner) => `adjudication ${owner}`);
	if (names.length === 0) return;
	if (!holding.has(tx)) {
		holding.add(tx);
		await tx`select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${arrayLiteral(names)}::text[]) as name`;
		return;
	}
	const [found] = await tx<{ all_held: boolean }[]>`
		select bool_and(pg_try_advisory_xact_lock(hashtextextended(name, 0))) as all_held
		from unnest(${arrayLiteral(names)}::text[]) as name`;
	if (!found?.all_held) throw new OutageError('a family that is being decided elsewhere');
}
