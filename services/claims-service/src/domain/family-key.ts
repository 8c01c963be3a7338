import { createHash } from 'node:crypto';
import type { SubmittedClaim } from './submitted-claim';

/**
 * What keeps a family's claims in order: the payer and the number on the subscriber's card, which the whole family is
 * billed under. Hashed, because events carry it and must not carry a member's number. A claim without a number is in
 * nobody's order but its own.
 */
export function familyKeyOf({ payer, subscriber, claim_id }: SubmittedClaim): string {
	const who = subscriber.member_id ? ['member', plain(subscriber.member_id)] : ['claim', claim_id];
	return createHash('sha256')
		.update(JSON.stringify([plain(payer.id ?? ''), ...who]))
		.digest('hex')
		.slice(0, 32);
}

/** A card's number is the same number in small letters and with spaces. */
const plain = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase();
