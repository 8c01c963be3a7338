import { z } from 'zod';
import { ClaimSource } from './claim-source';
import { ClaimStatus, statedService } from './claim-status';
import { Identifier, Payer, Person, Provider } from './parties';
import { Amount, CalendarDate, SignedAmount, text } from './primitives';

const Tally = z.strictObject({ claims: z.int().min(0).max(999_999_999), charge: SignedAmount.optional() });

/** Whether a payer took a claim in, or the submission it came with, and why not (277CA). */
export const ClaimAcknowledgement = z
	.strictObject({
		acknowledges: z.enum(['claim', 'provider', 'submission']),
		accepted: z.boolean(),
		payer: Payer,
		submitter: Provider,
		/** Of the claim, or the one that is answered for all its claims. */
		provider: Provider.optional(),
		patient: Person.optional(),
		reference: text(50).optional().meta({ description: 'the number of the whole transaction, from BHT03' }),
		/** The submitter’s number of what is acknowledged. */
		batch_reference: text(50).optional(),
		received_on: CalendarDate.optional(),
		processed_on: CalendarDate.optional(),
		claim_id: text(80).optional().meta({ description: 'the provider’s own number (TRN02)' }),
		payer_claim_number: text(80).optional(),
		clearinghouse_number: text(80).optional(),
		bill_type: text(3).optional(),
		charge: Amount.optional(),
		service_date: CalendarDate.optional(),
		service_date_end: CalendarDate.optional(),
		identifiers: z.array(Identifier).max(40).optional(),
		statuses: z.array(ClaimStatus).max(99),
		lines: z.array(z.strictObject({ ...statedService, statuses: z.array(ClaimStatus).max(99) })).max(999),
		/** Of a submission or a provider. */
		totals: z.strictObject({ accepted: Tally.optional(), rejected: Tally.optional() }).optional(),
		source: ClaimSource.optional(),
	})
	.meta({ id: 'ClaimAcknowledgement' });

export type ClaimAcknowledgement = z.infer<typeof ClaimAcknowledgement>;
