import { z } from 'zod';
import { ProcedureSystem } from './claim-line';
import { InquiryDate, inquiryParties, Refusal, TraceNumber } from './inquiry';
import { Provider } from './parties';
import { Amount, Quantity, text } from './primitives';

/** How much of a service, how often (HSD). */
export const ServiceQuantity = z
	.strictObject({
		kind: text(2).optional().meta({ description: 'X12 code list 673: VS visits, DY days' }),
		quantity: Quantity.optional(),
		per: text(2).optional(),
		frequency: Quantity.optional(),
		period: text(2).optional(),
		period_count: Quantity.optional(),
	})
	.meta({ id: 'ServiceQuantity' });

/** What the payer decided (HCR). */
export const AuthorizationDecision = z
	.strictObject({
		action: text(2).meta({
			description: 'X12 code list 306: A1 certified, A2 modified, A3 not certified, A4 pended, A6 modified',
		}),
		number: text(50).optional(),
		reason: text(30).optional(),
	})
	.meta({ id: 'AuthorizationDecision' });

const asked = {
	category: text(2)
		.optional()
		.meta({ description: 'X12 code list 1525: AR admission, HS health services, SC referral' }),
	certification_type: text(1)
		.optional()
		.meta({ description: 'X12 code list 1322: I initial, E extension, 3 cancel' }),
	service_type: text(2).optional(),
	place: text(2).optional().meta({ description: 'place of service' }),
	facility_type: text(2)
		.optional()
		.meta({ description: 'instead of the place of service: first two digits of a hospital’s type of bill' }),
	level_of_service: text(3).optional(),
	dates: z.array(InquiryDate).max(20),
	quantities: z.array(ServiceQuantity).max(10).optional(),
	providers: z
		.array(Provider.extend({ role: text(3) }))
		.max(20)
		.optional(),
	messages: z.array(text(264)).max(10).optional(),
	decision: AuthorizationDecision.optional(),
};

/** One service for which approval is asked, or given: loop 2000F of the 278. */
export const AuthorizationService = z
	.strictObject({
		...asked,
		form: z
			.enum(['professional', 'institutional', 'dental'])
			.optional()
			.meta({ description: 'in whose words the service is told, where its codes do not say so' }),
		procedure_code: text(48).optional(),
		revenue_code: text(48).optional(),
		code_system: ProcedureSystem,
		modifiers: z.array(text(2)).max(4),
		charge: Amount.optional(),
		units: Quantity.optional(),
		unit_basis: text(2)
			.optional()
			.meta({ description: 'X12 code list 355: UN unless said, DA days, MJ minutes' }),
		trace_numbers: z.array(TraceNumber).max(9).optional(),
	})
	.meta({ id: 'AuthorizationService' });

/** A request for review before care, or the payer's answer to it (278). */
export const Authorization = z
	.strictObject({
		kind: z.enum(['request', 'response']),
		...inquiryParties,
		...asked,
		diagnoses: z.array(z.strictObject({ code: text(30), qualifier: text(3) })).max(12),
		services: z.array(AuthorizationService).max(99),
		refusals: z.array(Refusal).max(99),
	})
	.meta({ id: 'Authorization' });

export type ServiceQuantity = z.infer<typeof ServiceQuantity>;
export type AuthorizationDecision = z.infer<typeof AuthorizationDecision>;
export type AuthorizationService = z.infer<typeof AuthorizationService>;
export type Authorization = z.infer<typeof Authorization>;
