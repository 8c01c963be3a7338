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

export const ClaimStatus = z
	.enum(CLAIM_STATUSES)
	.meta({ id: 'ClaimStatus', description: 'Where the claim stands in its life cycle' });

/** A claim that was written for this API need not say where it came from. */
export const SubmitClaim = z
	.strictObject({ ...CanonicalClaim.shape, source: ClaimSource.default({ format: 'json' }) })
	.meta({ id: 'SubmitClaim' });

export const VoidClaim = z
	.strictObject({ reason: z.string().trim().min(1).max(200).describe('why, without naming the patient') })
	.meta({ id: 'VoidClaim' });

export const Finding = z
	.strictObject({
		field: z.string().describe('Where: the path within the claim'),
		message: z.string().describe('What, in words'),
		code: z.string().describe('What, for programs'),
	})
	.meta({ id: 'Finding', description: 'Something that intake noticed, and where' });

const claimView = {
	id: Id.describe('Identifier of the claim'),
	claim_number: ClaimNumber.describe('Number that the payer gave the claim'),
	status: ClaimStatus.describe('Where it stands in its life cycle'),
	version: z.int().positive().describe('the ETag: it counts the moves'),
	submitter_claim_id: z.string().describe('the submitter’s own number'),
	type: ClaimType.describe('The kind of bill'),
	use: ClaimUse.describe('Payment of care given, approval of care to come, or what it would come to'),
	frequency_code: z.string().describe('1 original, 7 replacement, 8 void'),
	currency: Currency.describe('Currency of every amount, ISO 4217'),
	total_charge: Amount.describe('Total claim charge amount'),
	billing_npi: z.string().nullable().describe('NPI of the billing provider'),
	service_from: CalendarDate.nullable().describe('First date of service'),
	service_to: CalendarDate.nullable().describe('Last date of service'),
	received_at: Instant.describe('When it was received'),
	received_on: CalendarDate.describe('the day of receipt in the payer’s time zone'),
	batch_id: Id.nullable().describe('Batch that it came in; null: it came alone'),
	replaces_id: Id.nullable().describe('the claim that this one replaces or voids'),
	replaced_by_id: Id.nullable().describe('Claim that replaces or voids it'),
	decision_id: Id.nullable().describe('Decision that stands; null: there is none'),
	member_id: Id.nullable().describe('known once the claim is decided'),
	provider_id: Id.nullable().describe('known once the claim is decided'),
	paid: Amount.nullable().describe('what the decision pays; null until there is one'),
	warnings: z.array(Finding).describe('What intake noticed and let pass'),
	updated_at: Instant.describe('When it moved last'),
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
		seq: z.int().positive().describe('Place of the move in the history'),
		at: Instant.describe('When it moved'),
		from: ClaimStatus.nullable().describe('Where it stood; null: it was received'),
		to: ClaimStatus.describe('Where it stands since then'),
		reason: z.string().nullable().describe('Why, where somebody said so'),
		event_id: Id.nullable().describe('the event that made the claim move'),
	})
	.meta({ id: 'ClaimMove' });
export const ClaimHistory = z.array(ClaimMove);

export const ClaimStatuses = z.array(
	z
		.strictObject({
			status: ClaimStatus.describe('A state of the life cycle'),
			next: z.array(ClaimStatus).describe('Where a claim may move from there'),
		})
		.meta({ id: 'ClaimStatusMoves' }),
);

export const ClaimCounts = z
	.strictObject({
		statuses: z
			.record(ClaimStatus, z.int().min(0))
			.describe('How many claims stand there now, for each status; all of one moment'),
	})
	.meta({ id: 'ClaimCounts' });

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
