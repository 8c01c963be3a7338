import { PageQuery } from '@claims-askes/chassis/http/paging';
import { Amount, Currency, Id, text } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

export const ReviewItemId = z.object({ id: Id });
const Status = z.enum(['open', 'released', 'denied', 'closed']);
const Reason = text(500).describe('For colleagues and auditors to read; never put health data here');

export const ReviewItemsQuery = PageQuery.extend({
	status: Status.default('open'),
	assigned_to: text(200).optional(),
	claim_id: Id.optional(),
});

export const ReviewItemView = z
	.strictObject({
		id: Id,
		claim_id: Id,
		claim_number: z.string(),
		decision_id: Id.describe('the decision that waits'),
		member_id: Id.nullable(),
		provider_id: Id.nullable(),
		currency: Currency,
		billed: Amount,
		reasons: z.array(
			z.strictObject({
				line: z.int(),
				rule: z.string(),
				carc: z.string(),
				authority: z.int().nullable(),
				fingerprint: z.string().describe('the same as long as the same reason comes back unchanged'),
				missing: z.array(z.string()),
			}),
		),
		authority: z
			.int()
			.nullable()
			.describe('the highest level, 1 to 5, that any reason asks for; null: nobody may release it'),
		status: Status.describe('closed: the claim was cancelled or decided again before a person spoke'),
		assigned_to: z.string().nullable(),
		opened_at: z.iso.datetime(),
		closed_at: z.iso.datetime().nullable(),
		closed_by: z.string().nullable(),
		note: z.string().nullable(),
		version: z.int(),
	})
	.meta({ id: 'ReviewItem' });

export const AssignReviewItem = z
	.strictObject({ assigned_to: text(200).nullable() })
	.meta({ id: 'AssignReviewItem' });

export const ReleaseReviewItem = z
	.strictObject({
		reason: Reason,
		prices: z
			.array(z.strictObject({ line: z.int().min(1), allowed: Amount }))
			.max(999)
			.optional()
			.describe('what is allowed for the lines that wait for a price (rule 18); at most what was billed'),
	})
	.meta({ id: 'ReleaseReviewItem' });

export const DenyReviewItem = z
	.strictObject({
		reason: Reason,
		carc: z
			.string()
			.regex(/^[A-Z]?\d{1,3}$/)
			.describe('why, to provider and member'),
		group: z.enum(['CO', 'PR', 'OA']).describe('who bears it'),
		remarks: z
			.array(z.string().regex(/^[A-Z]{1,2}\d{1,4}$/))
			.max(5)
			.optional(),
	})
	.meta({ id: 'DenyReviewItem' });

export const AdjudicationRequest = z
	.strictObject({ id: Id, claim_id: Id })
	.meta({ id: 'AdjudicationRequest' });
