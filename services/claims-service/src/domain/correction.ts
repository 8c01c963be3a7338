import type { ProblemDetail } from '@claims-askes/kernel/problems';
import { type ClaimStatus, isOver } from './claim-status';
import type { SubmittedClaim } from './submitted-claim';

/** The claim that a correction speaks of, as the payer has it. */
export interface OriginalClaim {
	readonly id: string;
	readonly claim_number: string;
	readonly status: ClaimStatus;
	readonly version: number;
	readonly family_key: string;
	readonly billing_npi: string | null;
}

/** X12's claim frequency codes: 7 replaces an earlier claim, 8 voids it, all others stand by themselves. */
const REPLACEMENT = '7';
const VOID = '8';

type Correcting = Pick<SubmittedClaim, 'frequency_code'>;
export const asksToVoid = ({ frequency_code }: Correcting): boolean => frequency_code === VOID;
export const isCorrection = (claim: Correcting): boolean =>
	asksToVoid(claim) || claim.frequency_code === REPLACEMENT;

/**
 * Why a correction cannot be taken in. A correction of a claim that the payer does not have would be paid beside it or
 * cancel nothing, so it is refused and never kept as a claim of its own.
 */
export function correctionFaults(
	claim: SubmittedClaim,
	family_key: string,
	original: OriginalClaim | null,
): ProblemDetail[] {
	if (!isCorrection(claim)) return [];
	const fault = (code: string, message: string) => [{ field: 'original_claim_number', code, message }];
	if (!claim.original_claim_number)
		return fault('ORIGINAL_CLAIM_NUMBER_MISSING', 'a replacement or void names the claim that it corrects');
	if (!original) return fault('ORIGINAL_CLAIM_UNKNOWN', 'names no claim that this payer has');
	if (original.family_key !== family_key)
		return fault('ORIGINAL_CLAIM_DIFFERS', 'names a claim for another subscriber');
	if (original.billing_npi !== (claim.billing_provider.npi ?? null))
		return fault('ORIGINAL_CLAIM_DIFFERS', 'names a claim of another billing provider');
	if (isOver(original.status))
		return fault('ORIGINAL_CLAIM_OVER', 'names a claim that was already voided or replaced');
	return [];
}
