import { z } from 'zod';
import { ProcedureSystem } from './claim-line';
import { InquiryDate, inquiryParties, Refusal } from './inquiry';
import { Provider } from './parties';
import { Amount, CalendarDate, Currency, Quantity, text } from './primitives';

/** Is this person covered, for what, on these days? (270) */
export const EligibilityInquiry = z
	.strictObject({
		...inquiryParties,
		service_date: CalendarDate.optional(),
		service_date_end: CalendarDate.optional(),
		service_types: z
			.array(text(3))
			.max(99)
			.meta({ description: 'X12 code list 1365: 30 health benefit plan, 35 dental' }),
		procedures: z
			.array(z.strictObject({ code: text(48), code_system: ProcedureSystem }))
			.max(99)
			.optional(),
	})
	.meta({ id: 'EligibilityInquiry' });

/** One statement about the coverage (EB). */
export const EligibilityBenefit = z
	.strictObject({
		information: text(3).meta({
			description: 'X12 code list 1390: 1 active, 6 inactive, A coinsurance, B copay, C deductible, F limit',
		}),
		coverage_level: text(3).optional(),
		service_types: z.array(text(3)).max(99),
		insurance_type: text(3).optional(),
		plan: text(50).optional(),
		period: text(2).optional(),
		amount: Amount.optional(),
		currency: Currency.optional().meta({ description: 'of the amount' }),
		percent: text(10).optional().meta({ description: 'a fraction: ".2" is twenty percent' }),
		quantity_kind: text(2).optional(),
		quantity: Quantity.optional(),
		needs_authorization: z.enum(['yes', 'no', 'unknown']).optional(),
		in_network: z.enum(['yes', 'no', 'unknown', 'not_applicable']).optional(),
		procedure: z.strictObject({ code: text(48), code_system: ProcedureSystem }).optional(),
		dates: z.array(InquiryDate).max(20).optional(),
		messages: z.array(text(264)).max(20).optional(),
		entities: z
			.array(Provider.extend({ role: text(3) }))
			.max(20)
			.optional(),
	})
	.meta({ id: 'EligibilityBenefit' });

/** The payer's answer (271). */
export const EligibilityResponse = z
	.strictObject({
		...inquiryParties,
		dates: z.array(InquiryDate).max(40),
		benefits: z.array(EligibilityBenefit).max(999),
		refusals: z.array(Refusal).max(99),
	})
	.meta({ id: 'EligibilityResponse' });

export type EligibilityInquiry = z.infer<typeof EligibilityInquiry>;
export type EligibilityBenefit = z.infer<typeof EligibilityBenefit>;
export type EligibilityResponse = z.infer<typeof EligibilityResponse>;
