import { PageQuery } from '@claims-askes/chassis/http/paging';
import { Authority } from '@claims-askes/contracts/authority';
import { Amount, CalendarDate, Currency, Id, Instant, text } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

export const ReviewItemId = z.object({ id: Id });
const Status = z
	.enum(['open', 'awaiting_approval', 'released', 'denied', 'closed', 'upheld', 'granted'])
	.describe(
		'closed: the claim was cancelled or decided again first, or a second person refused an override; upheld, granted: what became of an appeal',
	);
const Kind = z
	.enum(['pend', 'override', 'appeal'])
	.describe(
		'a claim that waits by itself; one that a person wants decided otherwise; or one whose decision was appealed, under the id of the appeal',
	);
const Reason = text(500).describe('For colleagues and auditors to read; never put health data here');
const Carc = z.string().regex(/^[A-Z]?\d{1,3}$/);

/** Filters of the queue, for lists, counts and actions on many. */
const filters = {
	status: Status.default('open'),
	kind: Kind.optional(),
	rule: z
		.string()
		.regex(/^R\d{1,2}$/)
		.optional()
		.describe('one of the reasons is this rule'),
	carc: Carc.optional().describe('one of the reasons has this code'),
	currency: Currency.optional().describe('ISO 4217; needed beside `billed_from` and `billed_to`'),
	billed_from: Amount.optional().describe('billed as much or more'),
	billed_to: Amount.optional().describe('billed as much or less'),
	opened_from: Instant.optional().describe('waiting since this instant or later'),
	opened_before: Instant.optional().describe('waiting since before this instant'),
	claim_id: Id.optional().describe('about this claim'),
	member_id: Id.optional().describe('about this member'),
	group_id: Id.optional().describe('about members of this group'),
	policy_id: Id.optional().describe('decided under this policy'),
	provider_id: Id.optional().describe('about care by this provider'),
	assigned_to: z.string().trim().max(200).optional().describe('empty: to nobody'),
	within_authority: z.coerce
		.number()
		.pipe(Authority)
		.optional()
		.describe('only what a person of this authority may release'),
};

interface Amounts {
	readonly currency?: unknown;
	readonly billed_from?: unknown;
	readonly billed_to?: unknown;
}
const isComparable = ({ currency, billed_from, billed_to }: Amounts) =>
	currency !== undefined || (billed_from ?? billed_to) === undefined;
const NAMES_ITS_CURRENCY = { path: ['currency'], message: 'is needed to compare amounts' };

export const ReviewItemsQuery = PageQuery.extend({
	...filters,
	sort: z
		.enum(['oldest', 'amount'])
		.default('oldest')
		.describe('oldest: the longest waiting first; amount: the largest first, currency by currency'),
}).refine(isComparable, NAMES_ITS_CURRENCY);

export const ReviewCountsQuery = z.strictObject(filters).refine(isComparable, NAMES_ITS_CURRENCY);

export const ReviewCounts = z
	.strictObject({
		items: z.int().describe('How many items'),
		reasons: z
			.array(
				z.strictObject({
					rule: z.string().describe('Rule that found it, as `R31`'),
					carc: z.string().describe('Claim adjustment reason code'),
					items: z.int().describe('How many items have this reason'),
				}),
			)
			.describe('How many items by reason'),
	})
	.meta({ id: 'ReviewCounts', description: 'An item with several reasons counts for each of them' });

const Price = z.strictObject({
	line: z.int().min(1).describe('Line of the claim'),
	allowed: Amount.describe('What a person allows for it'),
});

export const ReviewItemView = z
	.strictObject({
		id: Id.describe('Identifier of the item'),
		kind: Kind,
		claim_id: Id.describe('Claim that waits'),
		claim_number: z.string().describe('Number of the claim'),
		decision_id: Id.describe('the decision that waits, or is to be another'),
		member_id: Id.nullable().describe('Member that received the care'),
		group_id: Id.nullable().describe('Group of the member'),
		provider_id: Id.nullable().describe('Provider that bills'),
		currency: Currency.describe('Currency of every amount, ISO 4217'),
		billed: Amount.describe('of an override, on the lines that it is about'),
		reasons: z
			.array(
				z.strictObject({
					line: z.int().describe('Line of the claim'),
					rule: z.string().describe('Rule that found it, as `R31`'),
					carc: z.string().describe('Claim adjustment reason code'),
					authority: z
						.int()
						.nullable()
						.describe('The level, 1 to 5, of a person who may let it pass; null: nobody may'),
					fingerprint: z.string().describe('the same as long as the same reason comes back unchanged'),
					missing: z.array(z.string()).describe('Documents that are missing, in the words of the plan'),
				}),
			)
			.describe('Why it waits, all at once'),
		authority: z
			.int()
			.nullable()
			.describe('the level, 1 to 5, of a person who may release it; null: nobody may'),
		status: Status,
		assigned_to: z.string().nullable().describe('Colleague to whom it is given; null: nobody'),
		proposal: z
			.strictObject({
				by: z.string().describe('Who proposed it'),
				at: z.iso.datetime().describe('When it was proposed'),
				reason: z.string().describe('Why it was proposed'),
				prices: z.array(Price).describe('What was proposed to be allowed'),
			})
			.nullable()
			.describe('what one person proposed where the amount asks for a second one'),
		request: z
			.strictObject({
				documents: z.array(z.string()).describe('Which documents, in the words of the plan'),
				due: CalendarDate.describe('The last day on which they are in time'),
				note: z.string().nullable().describe('For colleagues and auditors'),
				by: z.string().nullable().describe('Who asked, told to colleagues alone'),
				at: z.iso.datetime().describe('When it was asked'),
			})
			.nullable()
			.describe('the documents that a person asked for last, and until when; the item stays open'),
		received: z.array(z.string()).describe('the kinds of documents that came after the claim was submitted'),
		opened_at: z.iso.datetime().describe('Since when it waits'),
		closed_at: z.iso.datetime().nullable().describe('When it ended; null: it waits'),
		closed_by: z.string().nullable().describe('Who ended it'),
		note: z.string().nullable().describe('Last word of a colleague about it'),
		version: z.int().describe('The ETag: it counts the changes'),
	})
	.meta({ id: 'ReviewItem' });

export const AssignReviewItem = z
	.strictObject({ assigned_to: text(200).nullable() })
	.meta({ id: 'AssignReviewItem' });

export const ReleaseReviewItem = z
	.strictObject({
		reason: Reason,
		prices: z
			.array(Price)
			.max(999)
			.optional()
			.describe('what is allowed for the lines that wait for a price (rule 18); at most what was billed'),
	})
	.meta({ id: 'ReleaseReviewItem' });

export const OverrideClaim = z
	.strictObject({
		reason: Reason,
		lines: z.array(z.int().min(1)).min(1).max(999).optional().describe('only what was denied of these lines'),
		prices: z
			.array(Price)
			.max(999)
			.optional()
			.describe('what is allowed for lines in place of the price; at most what was billed'),
	})
	.meta({ id: 'OverrideClaim' });

const Denial = z.strictObject({
	reason: Reason,
	carc: Carc.describe('why, to provider and member'),
	group: z.enum(['CO', 'PR', 'OA']).describe('who bears it'),
	remarks: z
		.array(z.string().regex(/^[A-Z]{1,2}\d{1,4}$/))
		.max(5)
		.optional(),
});
/** These say so little that they go with a remark alone (ADJUDICATION 3.4). */
const GOES_WITH_REMARK: ReadonlySet<string> = new Set(['16', '96', '226']);
const isToldEnough = ({ carc, remarks = [] }: Pick<z.infer<typeof Denial>, 'carc' | 'remarks'>): boolean =>
	remarks.length > 0 || !GOES_WITH_REMARK.has(carc);
const NEEDS_REMARK = { path: ['remarks'], message: 'CARC 16, 96 and 226 need a remark' };

export const DenyReviewItem = Denial.refine(isToldEnough, NEEDS_REMARK).meta({ id: 'DenyReviewItem' });

const DocumentRequest = z.strictObject({
	documents: z
		.array(text(100))
		.min(1)
		.max(50)
		.optional()
		.describe('in the words of the plan; those that are missing unless said'),
	due: CalendarDate.optional().describe('the last day on which they are in time; in 30 days unless said'),
	note: Reason.optional(),
});

export const RequestDocuments = DocumentRequest.meta({ id: 'RequestDocuments' });

export const UpholdDecision = z.strictObject({ reason: Reason }).meta({ id: 'UpholdDecision' });

export const JudgeProposal = z.strictObject({ reason: Reason }).meta({ id: 'JudgeProposal' });

const AT_ONCE = 1_000;
const Selection = z.union([
	z.strictObject({
		items: z
			.array(z.strictObject({ id: Id, version: z.int().min(1).optional().describe('as it was read') }))
			.min(1)
			.max(AT_ONCE)
			.refine((items) => new Set(items.map(({ id }) => id)).size === items.length, 'names an item twice'),
	}),
	z.strictObject({
		filter: ReviewCountsQuery,
		limit: z.int().min(1).max(AT_ONCE).default(AT_ONCE),
	}),
]);

export const ReviewActions = z
	.discriminatedUnion('action', [
		z.strictObject({ action: z.literal('assign'), on: Selection, assigned_to: text(200).nullable() }),
		z.strictObject({ action: z.literal('release'), on: Selection, reason: Reason }),
		Denial.extend({ action: z.literal('deny'), on: Selection }).refine(isToldEnough, NEEDS_REMARK),
		DocumentRequest.extend({ action: z.literal('request-documents'), on: Selection }),
		z.strictObject({ action: z.literal('uphold'), on: Selection, reason: Reason }),
		z.strictObject({ action: z.literal('approve'), on: Selection, reason: Reason }),
		z.strictObject({ action: z.literal('reject'), on: Selection, reason: Reason }),
	])
	.meta({ id: 'ReviewActions', description: 'The same action on up to 1,000 items, named or found' });

export const ReviewResults = z
	.strictObject({
		correlation_id: z.string().describe('What all that follows from it carries'),
		changed: z.int().describe('How many items were changed'),
		refused: z.int().describe('How many were refused'),
		results: z
			.array(
				z.strictObject({
					id: Id.describe('The item'),
					claim_id: Id.nullable().describe('Its claim'),
					claim_number: z.string().nullable().describe('Number of the claim'),
					status: Status.nullable().describe('How the item stands now'),
					version: z.int().nullable().describe('The ETag: it counts the changes'),
					problem: z
						.strictObject({
							code: z.string().describe('Why, for programs'),
							message: z.string().describe('Why, in words'),
						})
						.nullable()
						.describe('Why nothing was done; null: it was'),
				}),
			)
			.describe('One for each item, in the order of the request'),
	})
	.meta({ id: 'ReviewResults' });

export const AdjudicationRequest = z
	.strictObject({
		id: Id.describe('Identifier of the request'),
		claim_id: Id.describe('Claim that is decided again'),
	})
	.meta({ id: 'AdjudicationRequest' });
