import { z } from 'zod';

/** What a part of an aggregate was: there, not for this caller, or not to be had at the moment. */
export const PartState = z.enum(['ok', 'missing', 'unavailable']).meta({ id: 'PartState' });

/** A part as its service answers it; that service's own document says what is in it. */
const Part = z.record(z.string(), z.unknown()).nullable();
const Parts = z.array(z.record(z.string(), z.unknown()));

export const ClaimPage = z
	.strictObject({
		claim: z.record(z.string(), z.unknown()).describe('Claim of claims-service'),
		history: Parts.describe('ClaimMove of claims-service'),
		decision: Part.describe('Decision of adjudication-service'),
		earlier: Parts.describe('EarlierDecision of adjudication-service: what stood before, and why it changed'),
		eob: Part.describe('ExplanationOfBenefits of payment-service'),
		documents: Parts.describe('Document of document-service'),
		parts: z.strictObject({
			history: PartState,
			decision: PartState,
			earlier: PartState,
			eob: PartState,
			documents: PartState,
		}),
	})
	.meta({ id: 'ClaimPage' });

export const Explanation = z
	.record(z.string(), z.unknown())
	.meta({ id: 'ClaimExplanation', description: 'As adjudication-service gives it' });

export const Dashboard = z
	.strictObject({
		batches: Parts.describe('the newest of claims-service'),
		payment_runs: Parts.describe('the newest of payment-service'),
		review: Parts.describe('the front of the review queue'),
		parts: z.strictObject({ batches: PartState, payment_runs: PartState, review: PartState }),
	})
	.meta({ id: 'Dashboard' });

export const ReviewQueueQuery = z.record(z.string().regex(/^[a-z_]{1,30}$/), z.string().max(500)).meta({
	id: 'ReviewQueueQuery',
	description: 'As GET /api/v1/review-items of adjudication-service takes it',
});

export const ReviewQueue = z
	.strictObject({
		items: Parts.describe('ReviewItem of adjudication-service'),
		next_cursor: z.string().nullable(),
		counts: Part.describe('ReviewCounts of adjudication-service'),
		parts: z.strictObject({ counts: PartState }),
	})
	.meta({ id: 'ReviewQueue' });

export const ReviewItemPage = z
	.strictObject({
		item: z.record(z.string(), z.unknown()).describe('ReviewItem of adjudication-service'),
		claim: Part.describe('Claim of claims-service'),
		explanation: Part.describe('Explanation of adjudication-service'),
		documents: Parts.describe('Document of document-service'),
		parts: z.strictObject({ claim: PartState, explanation: PartState, documents: PartState }),
	})
	.meta({ id: 'ReviewItemPage' });

export const ReviewItemId = z.object({ id: z.uuid() });

export const SearchRequest = z.strictObject({ text: z.string().trim().min(2).max(100) }).meta({
	id: 'SearchRequest',
	description: 'In the body and not in the address: names end up in logs there',
});

export const SearchResult = z
	.strictObject({
		claims: Parts,
		members: Parts,
		parts: z.strictObject({ claims: PartState, members: PartState }),
	})
	.meta({ id: 'SearchResult' });

export const ClaimReference = z.object({
	id: z
		.union(
			[z.uuid(), z.string().regex(/^CLM-\d{4}-\d{8,}$/)],
			'is neither the id of a claim nor a number as CLM-2026-00000123',
		)
		.describe('The id of the claim, or its number'),
});

export const StreamQuery = z.strictObject({
	events: z
		.string()
		.regex(/^[a-z_.]+(,[a-z_.]+)*$/)
		.optional()
		.describe('names of events, separated by commas; all unless said'),
});
