import type { ClaimStatus } from './claim-status';
import { asksToVoid, type OriginalClaim } from './correction';
import type { SubmittedClaim } from './submitted-claim';

/** The end of a claim that somebody took back, or put another in the place of. */
export interface Cancellation {
	readonly claim: Omit<OriginalClaim, 'billing_npi'>;
	readonly status: Extract<ClaimStatus, 'voided' | 'replaced'>;
	readonly replaced_by_id: string | null;
	readonly reason: string;
	readonly at: string;
}

/** What a correction does to the claim that it names. */
export function cancelledBy(
	correction: SubmittedClaim,
	as: { readonly id: string; readonly claim_number: string; readonly received_at: string },
	claim: OriginalClaim,
): Cancellation {
	const at = as.received_at;
	if (asksToVoid(correction))
		return { claim, status: 'voided', replaced_by_id: null, reason: `voided by ${as.claim_number}`, at };
	return { claim, status: 'replaced', replaced_by_id: as.id, reason: `replaced by ${as.claim_number}`, at };
}
