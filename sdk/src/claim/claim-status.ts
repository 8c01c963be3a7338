import { z } from 'zod';
import { ProcedureSystem } from './claim-line';
import { inquiryParties } from './inquiry';
import { Identifier, Provider } from './parties';
import { Amount, CalendarDate, Quantity, SignedAmount, text } from './primitives';

/** A service as a question or an answer about a claim names it. */
export const statedService = {
	procedure_code: text(48).optional(),
	revenue_code: text(48).optional(),
	code_system: ProcedureSystem,
	modifiers: z.array(text(2)).max(4),
	charge: Amount,
	units: Quantity.optional(),
	service_date: CalendarDate.optional(),
	service_date_end: CalendarDate.optional(),
	control_number: text(50).optional(),
};

const aboutClaim = {
	...inquiryParties,
	/** Who sent the claim in, where that is not the provider. */
	submitter: Provider.optional(),
	claim_id: text(80).optional().meta({ description: 'the provider’s own number (REF EJ)' }),
	payer_claim_number: text(80).optional(),
	bill_type: text(3).optional(),
	charge: Amount.optional(),
	service_date: CalendarDate.optional(),
	service_date_end: CalendarDate.optional(),
	identifiers: z.array(Identifier).max(40).optional(),
};

/** Where is my claim? (276) */
export const ClaimStatusInquiry = z
	.strictObject({ ...aboutClaim, lines: z.array(z.strictObject(statedService)).max(999) })
	.meta({ id: 'ClaimStatusInquiry' });

/** One status of a claim or line (STC). */
export const ClaimStatus = z
	.strictObject({
		category: text(4).meta({ description: 'X12 code list 507: A1 received, P1 pending, F1 paid, F2 denied' }),
		status: text(4).meta({ description: 'X12 code list 508' }),
		entity: text(3).optional(),
		code_list: text(3).optional().meta({ description: 'RX where the status is a reject code of NCPDP' }),
		date: CalendarDate.optional(),
		charge: SignedAmount.optional(),
		paid: SignedAmount.optional(),
		paid_date: CalendarDate.optional(),
		payment_method: text(3).optional(),
		trace_number: text(50).optional(),
		action: text(2)
			.optional()
			.meta({ description: 'X12 code list 306, of a 277CA: WQ accepted, U rejected' }),
		message: text(264).optional(),
	})
	.meta({ id: 'ClaimStatus' });

/** The payer's answer (277). */
export const ClaimStatusResponse = z
	.strictObject({
		...aboutClaim,
		statuses: z.array(ClaimStatus).max(99),
		lines: z
			.array(
				z.strictObject({ ...statedService, paid: Amount.optional(), statuses: z.array(ClaimStatus).max(99) }),
			)
			.max(999),
	})
	.meta({ id: 'ClaimStatusResponse' });

export type ClaimStatusInquiry = z.infer<typeof ClaimStatusInquiry>;
export type ClaimStatus = z.infer<typeof ClaimStatus>;
export type ClaimStatusResponse = z.infer<typeof ClaimStatusResponse>;
