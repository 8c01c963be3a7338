import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { Platform } from '@claims-askes/chassis/platform';
import { fundKey } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { parseAmount } from '@claims-askes/kernel/money';
import type { BalanceChange } from '../../domain/balances';
import { addCauses, type FamilyPart, type Touches } from '../../repositories/recalculations.repository';
import { askNextInLine, balancesWaitedFor } from '../../repositories/shortages.repository';

/**
 * What is given back to a pool of a group or a fund is offered to those who had too little of it, the oldest care first,
 * until it is used. What a family in such a line gives back of the balances that led to it is for those behind it, and
 * begins no line of its own: so that no balance goes to and fro for ever.
 */
export async function offerFreed(
	{ newId, name }: Platform,
	tx: Transaction,
	changes: readonly BalanceChange[],
	correlationId: string,
	parts: readonly FamilyPart[] = [],
): Promise<void> {
	const led = ledHere(parts);
	const freed = changes.filter(
		({ amount, owner, key }) => amount < 0 && isShared(owner) && !led.includes(key),
	);
	const waitedFor = await balancesWaitedFor(tx, freed);
	await addCauses(
		tx,
		waitedFor.map(({ key, currency }) => ({
			id: newId(),
			cause: 'balance.freed' as const,
			subject: key,
			touches: { short: { key, currency, led: [...led, key] } },
			is_forced: true,
			requested_by: name,
			correlation_id: correlationId,
		})),
	);
}

const isShared = (owner: string): boolean => owner.startsWith('group:') || owner.startsWith('policy:');

/** The balances that led to what is decided now; none where something else is a reason too. */
function ledHere(parts: readonly FamilyPart[]): readonly string[] {
	const led = parts.map(({ touches }) => touches.short?.led);
	return led.every((keys) => keys !== undefined) ? [...new Set(led.flat())] : [];
}

/**
 * Offers what was put into a fund that pays excess to those for whom it had too little left. What was put into a group's ASO
 * balance is known late to the families of which a claim waits for it; these are looked for when every claim is stored for
 * which the balance of before had been read.
 */
export const offerCredits = (
	{ newId, name }: Platform,
	tx: Transaction,
	events: readonly FeedEventOf<'policy.fund.credited'>[],
): Promise<void> =>
	addCauses(
		tx,
		events.map(({ data, metadata }) => ({
			id: newId(),
			cause: 'policy.fund.credited' as const,
			subject: data.policy_id,
			touches: touchedByCredit(data),
			is_forced: true,
			requested_by: metadata.user_id ?? name,
			correlation_id: metadata.correlation_id,
		})),
	);

function touchedByCredit({ policy_id, fund, amount, currency }: Credit): Touches {
	if (fund === 'aso') return { unfunded: policy_id };
	const key = fundKey(fund, policy_id);
	return { short: { key, currency, credited: parseAmount(amount, decimalsOf(currency)), led: [key] } };
}

type Credit = FeedEventOf<'policy.fund.credited'>['data'];

/** When a family has had its turn, the next one has, while something is left. */
export async function goOnInLine(tx: Transaction, parts: readonly FamilyPart[]): Promise<void> {
	for (const { recalculation_id, touches, family_id, since } of parts)
		if (touches.short && family_id && since)
			await askNextInLine(tx, recalculation_id, touches.short, { since, familyId: family_id });
}
