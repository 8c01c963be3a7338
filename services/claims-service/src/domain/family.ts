import type { SubmittedClaim } from './submitted-claim';

/**
 * Whose claim it is, as far as the claim itself says: the payer, and the number on the subscriber's card, under which the
 * whole family is billed. Claims of one family are kept in order; one without a number is in nobody's order but its own.
 */
export function familyOf({ payer, subscriber, claim_id }: SubmittedClaim): string {
	const who = subscriber.member_id ? ['member', plain(subscriber.member_id)] : ['claim', claim_id];
	return JSON.stringify([plain(payer.id ?? ''), ...who]);
}

/** A card's number is the same number in small letters and with spaces. */
const plain = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase();
