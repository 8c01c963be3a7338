import { z } from 'zod';
import { ClaimSource } from './claim-source';
import { Payer, Person, Provider, Relationship } from './parties';
import { CalendarDate, text } from './primitives';

/** What an asker knows its question by, and finds again in the answer (TRN). */
export const TraceNumber = z.strictObject({ number: text(50), originator: text(10).optional() });

/** What every inquiry and every answer share: who asks whom, about whom, under which number. */
export const inquiryParties = {
	payer: Payer,
	provider: Provider,
	subscriber: Person,
	group_number: text(50).optional(),
	/** Present when the care is for somebody else than the subscriber. */
	patient: Person.optional(),
	relationship: Relationship.optional(),
	reference: text(50).optional().meta({ description: 'the number of the whole transaction, from BHT03' }),
	submitted_at: text(40).optional(),
	trace_numbers: z.array(TraceNumber).max(9),
	source: ClaimSource.optional(),
};

/** Why an inquiry could not be answered, and what the asker may do (AAA). */
export const Refusal = z
	.strictObject({
		about: z.enum(['payer', 'provider', 'subscriber', 'patient', 'request', 'service']),
		reason: text(2).meta({
			description: 'X12 code list 901: 72 unknown member, 75 not found, 15 missing data',
		}),
		follow_up: text(1)
			.optional()
			.meta({ description: 'X12 code list 889: C correct and resubmit, N resubmission not allowed' }),
		is_valid_request: z
			.boolean()
			.optional()
			.meta({ description: 'the question itself was right, and cannot be answered all the same' }),
	})
	.meta({ id: 'Refusal' });

/** A day or span that an inquiry or its answer is about: DTP of the 270, 271, 276, 277 and 278. */
export const InquiryDate = z
	.strictObject({ kind: text(3), date: CalendarDate, date_end: CalendarDate.optional() })
	.meta({
		id: 'InquiryDate',
		description: 'kind is X12 code list 374: 291 plan, 307 eligibility, 346 plan begin, 472 service',
	});

export type Refusal = z.infer<typeof Refusal>;
export type InquiryDate = z.infer<typeof InquiryDate>;
