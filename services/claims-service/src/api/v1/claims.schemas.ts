import { batchOf, PageQuery } from '@claims-askes/chassis/http/paging';
import {
	Amount,
	CalendarDate,
	CanonicalClaim,
	ClaimSource,
	ClaimType,
	ClaimUse,
	Currency,
} from '@claims-askes/sdk/claim';
import { z } from 'zod';
import { CLAIM_NUMBER } from '../../domain/claim-number';
import { CLAIM_STATUSES } from '../../domain/claim-status';

const Id = z.uuid();
const Instant = z.iso.datetime();
const ClaimNumber = z.string().regex(CLAIM_NUMBER, 'a claim number such as CLM-2026-00000123');

export const ClaimStatus = z.enum(CLAIM_STATUSES).meta({ id: 'ClaimStatus' });

/** A claim that was written for this API need not say where it came from. */
export const SubmitClaim = z
	.strictObject({ ...CanonicalClaim.shape, source: ClaimSource.default({ format: 'json' }) })
	.meta({ id: 'SubmitClaim' });

export const VoidClaim = z
	.strictObject({ reason: z.string().trim().min(1).max(200).describe('why, without naming the patient') })
	.meta({ id: 'VoidClaim' });

export const Finding = z
	.strictObject({ field: z.string(), message: z.string(), code: z.string() })
	.meta({ id: 'Finding', description: 'Something that intake noticed, and where' });

const claimView = {
	id: Id,
	claim_number: ClaimNumber,
	status: ClaimStatus,
	version: z.int().positive().describe('the ETag: it counts the moves'),
	submitter_claim_id: z.string().describe('the submitter’s own number'),
	type: ClaimType,
	use: ClaimUse,
	frequency_code: z.string(),
	currency: Currency,
	total_charge: Amount,
	billing_npi: z.string().nullable(),
	service_from: CalendarDate.nullable(),
	service_to: CalendarDate.nullable(),
	received_at: Instant,
	received_on: CalendarDate.describe('the day of receipt in the payer’s time zone'),
	batch_id: Id.nullable(),
	replaces_id: Id.nullable().describe('the claim that this one replaces or voids'),
	replaced_by_id: Id.nullable(),
	decision_id: Id.nullable(),
	member_id: Id.nullable().describe('known once the claim is decided'),
	provider_id: Id.nullable().describe('known once the claim is decided'),
	paid: Amount.nullable().describe('what the decision pays; null until there is one'),
	warnings: z.array(Finding),
	updated_at: Instant,
};

export const ClaimView = z.strictObject(claimView).meta({ id: 'Claim' });

export const ClaimDetail = z
	.strictObject({ ...claimView, content: CanonicalClaim.describe('the claim as it was submitted') })
	.meta({ id: 'ClaimDetail' });

export const ClaimDetails = z.array(ClaimDetail);
export const ClaimList = z.array(ClaimView);

const ClaimSubmission = z
	.strictObject({
		id: claimView.id,
		claim_number: claimView.claim_number,
		received_on: claimView.received_on,
		replaces_id: claimView.replaces_id,
		content: CanonicalClaim.describe('the claim as it was submitted'),
	})
	.meta({ id: 'ClaimSubmission', description: 'What of a claim stays as it is, wherever it stands by now' });
export const ClaimSubmissions = z.array(ClaimSubmission);

export const ClaimMove = z
	.strictObject({
		seq: z.int().positive(),
		at: Instant,
		from: ClaimStatus.nullable(),
		to: ClaimStatus,
		reason: z.string().nullable(),
		event_id: Id.nullable().describe('the event that made the claim move'),
	})
	.meta({ id: 'ClaimMove' });
export const ClaimHistory = z.array(ClaimMove);

export const ClaimStatuses = z.array(
	z.strictObject({ status: ClaimStatus, next: z.array(ClaimStatus) }).meta({ id: 'ClaimStatusMoves' }),
);

export const ClaimReference = z.strictObject({
	id: z
		.union([Id, ClaimNumber], 'is neither the id of a claim nor a number as CLM-2026-00000123')
		.describe('The id of the claim, or its number'),
});

export const ClaimQuery = PageQuery.extend({
	status: ClaimStatus.optional().describe('Only claims that stand there now'),
	received_from: CalendarDate.optional().describe(
		'Only claims received on this day or later, as the payer counts days',
	),
	received_to: CalendarDate.optional().describe('Only claims received on this day or earlier'),
	batch_id: Id.optional().describe('Only claims that came in this batch'),
	claim_number: ClaimNumber.optional().describe('The claim with this number'),
	submitter_claim_id: z
		.string()
		.max(80)
		.optional()
		.describe('Only claims with this number of the submitter’s own'),
	billing_npi: z.string().max(10).optional().describe('Only claims billed under this NPI'),
	member_id: Id.optional().describe('Only claims decided for this member'),
	provider_id: Id.optional().describe('Only claims decided for this provider'),
});

export const ClaimIds = z.strictObject({ ids: batchOf(Id) }).meta({ id: 'ClaimIds' });
