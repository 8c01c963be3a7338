import type { Transaction } from '@claims-askes/chassis/db/connect';
import { OutageError } from '@claims-askes/chassis/outage';
import type { Platform } from '@claims-askes/chassis/platform';
import type { PreparedClaim } from '../../domain/prepared-claim';
import { giveUpFactsBefore, putDownFacts, takeUpFacts } from '../../repositories/facts-in-hand.repository';

/** Facts by which claims will be decided. Changes that are heard meanwhile wait until this is done, or given up. */
export interface FactsInHand {
	readonly id: string;
	readonly prepared: readonly PreparedClaim[];
}

/** It is written down before the first question that facts are being gathered. */
export async function gatherInHand(
	{ sql, newId }: Platform,
	gather: () => Promise<PreparedClaim[]>,
): Promise<FactsInHand> {
	const id = newId();
	await takeUpFacts(sql, id);
	try {
		return { id, prepared: await gather() };
	} catch (error) {
		await giveUpFacts({ sql }, { id });
		throw error;
	}
}

/** In the transaction that stores what came of them. Throws an outage where they are too old: changes did not wait for them. */
export async function useUpFacts(tx: Transaction, { id }: FactsInHand): Promise<void> {
	if (!(await putDownFacts(tx, id))) throw new OutageError('facts of this moment');
}

/** Nothing will come of them. What cannot be written down now is given up by its age. */
export async function giveUpFacts(
	{ sql }: Pick<Platform, 'sql'>,
	{ id }: Pick<FactsInHand, 'id'>,
): Promise<void> {
	await putDownFacts(sql, id).catch(() => {});
}

/**
 * Gives up what a process that died had in hand, so that changes need not wait for its age. Another that lives gathers anew.
 * Where the database is away now, the age decides.
 */
export const giveUpFactsOfBefore = ({ sql }: Pick<Platform, 'sql'>, start: Date): Promise<void> =>
	giveUpFactsBefore(sql, start).catch(() => {});
