import { familyOf } from '../domain/family';
import type { SubmittedClaim } from '../domain/submitted-claim';

/** The key under which a family's events stay in order. Hashed: events carry it, and must not carry a member's number. */
export const familyKeyOf = (claim: SubmittedClaim): string =>
	Bun.CryptoHasher.hash('sha256', familyOf(claim), 'hex').slice(0, 32);
