import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { ClaimStatus } from './claim-status';
import { asksToVoid } from './correction';
import type { SubmittedClaim } from './submitted-claim';

/** A claim as the payer keeps it: what was asked, where it stands, and what is known of it by now. */
export interface Claim {
	readonly id: string;
	readonly claim_number: string;
	readonly status: ClaimStatus;
	readonly version: number;
	readonly family_key: string;
	readonly submitter_claim_id: string;
	readonly type: string;
	readonly use: string;
	readonly frequency_code: string;
	readonly currency: string;
	readonly total_charge: string;
	readonly billing_npi: string | null;
	readonly service_from: string | null;
	readonly service_to: string | null;
	readonly received_at: string;
	readonly received_on: string;
	readonly batch_id: string | null;
	readonly replaces_id: string | null;
	readonly replaced_by_id: string | null;
	readonly decision_id: string | null;
	readonly member_id: string | null;
	readonly provider_id: string | null;
	readonly paid: string | null;
	readonly warnings: readonly ProblemDetail[];
	readonly updated_at: string;
}

/** What intake adds to a claim as it takes it in. */
export interface Receipt {
	readonly id: string;
	readonly claim_number: string;
	readonly family_key: string;
	readonly received_at: string;
	readonly received_on: string;
	readonly batch_id: string | null;
	readonly replaces_id: string | null;
	/** A restricted token submits for its own member or provider, until adjudication has found out who they are. */
	readonly member_id: string | null;
	readonly provider_id: string | null;
	readonly warnings: readonly ProblemDetail[];
}

/** Takes a claim in. One that only cancels another asks for no decision, so that its road ends where it begins. */
export function receiveClaim(claim: SubmittedClaim, receipt: Receipt): Claim {
	const dates = claim.lines.flatMap(({ service_date, service_date_end }) =>
		service_date ? [service_date, service_date_end ?? service_date] : [],
	);
	dates.sort();
	return {
		...receipt,
		status: asksToVoid(claim) ? 'closed' : 'received',
		version: 1,
		submitter_claim_id: claim.claim_id,
		type: claim.type,
		use: claim.use,
		frequency_code: claim.frequency_code,
		currency: claim.currency,
		total_charge: claim.total_charge,
		billing_npi: claim.billing_provider.npi ?? null,
		service_from: dates.at(0) ?? null,
		service_to: dates.at(-1) ?? null,
		replaced_by_id: null,
		decision_id: null,
		paid: null,
		updated_at: receipt.received_at,
	};
}
