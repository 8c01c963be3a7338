import { z } from 'zod';
import { Adjustment } from './adjustment';
import { Address, Contact, Identifier } from './parties';
import { CalendarDate, Currency, Quantity, SignedAmount, text } from './primitives';

/** Who pays or is paid, as an 835 names them (loops 1000A and 1000B). */
export const RemittanceParty = z
	.strictObject({
		name: text(80).optional(),
		npi: text(10).optional(),
		tax_id: text(20).optional(),
		id: text(80).optional(),
		address: Address.optional(),
		contacts: z.array(Contact).max(10).optional(),
		identifiers: z.array(Identifier).max(20).optional(),
	})
	.meta({ id: 'RemittanceParty' });

/** How the money moves (BPR): by which means, how much, when, and under which trace number. */
export const RemittancePayment = z
	.strictObject({
		method: z.enum(['ach', 'check', 'wire', 'none']),
		amount: SignedAmount,
		currency: Currency,
		date: CalendarDate,
		trace_number: text(80),
		/** What BPR01 says is in the file: a payment, a notice, or both apart from each other. */
		handling: text(2).optional(),
	})
	.meta({ id: 'RemittancePayment' });

/** One service as it was paid (loop 2110): charge − Σ adjustments = paid. */
export const RemittanceLine = z
	.strictObject({
		number: z.int().min(1).optional(),
		procedure_code: text(48).optional(),
		revenue_code: text(48).optional(),
		code_system: text(20).optional(),
		modifiers: z.array(text(2)).max(4).optional(),
		service_date: CalendarDate.optional(),
		service_date_end: CalendarDate.optional(),
		units: Quantity.optional(),
		billed_units: Quantity.optional(),
		charge: SignedAmount,
		allowed: SignedAmount.optional(),
		paid: SignedAmount,
		adjustments: z.array(Adjustment).max(99),
		remarks: z.array(text(10)).max(99),
		identifiers: z.array(Identifier).max(40).optional(),
	})
	.meta({ id: 'RemittanceLine' });

/** One claim as it was paid (loop 2100): charge − Σ claim and line adjustments = paid. */
export const RemittanceClaim = z
	.strictObject({
		claim_id: text(80).meta({ description: "the submitter's own number" }),
		payer_claim_number: text(80).optional(),
		/** CLP02: 1 primary, 2 secondary, 4 denied, 22 reversal of an earlier payment. */
		status_code: text(2),
		charge: SignedAmount,
		paid: SignedAmount,
		patient_responsibility: SignedAmount.optional(),
		filing_code: text(2).optional(),
		facility_code: text(2).optional(),
		frequency_code: text(1).optional(),
		patient: z
			.strictObject({
				last_name: text(60).optional(),
				first_name: text(35).optional(),
				middle_name: text(25).optional(),
				member_id: text(80).optional(),
			})
			.optional(),
		rendering_npi: text(10).optional(),
		statement_from: CalendarDate.optional(),
		statement_through: CalendarDate.optional(),
		received_date: CalendarDate.optional(),
		adjustments: z.array(Adjustment).max(99),
		remarks: z.array(text(10)).max(20),
		lines: z.array(RemittanceLine).max(999),
		identifiers: z.array(Identifier).max(40).optional(),
	})
	.meta({ id: 'RemittanceClaim' });

/** An adjustment of the whole payment (PLB): what is taken off is positive. */
export const ProviderAdjustment = z
	.strictObject({
		provider_id: text(80).optional(),
		fiscal_period: CalendarDate.optional(),
		reason: text(2).meta({ description: 'FB forwarding balance, WO overpayment recovery, L6 interest, …' }),
		reference: text(50).optional(),
		amount: SignedAmount,
	})
	.meta({ id: 'ProviderAdjustment' });

/** One payment with all that explains it: Σ claims paid − Σ provider adjustments = amount. */
export const Remittance = z
	.strictObject({
		payer: RemittanceParty,
		payee: RemittanceParty,
		payment: RemittancePayment,
		production_date: CalendarDate.optional(),
		claims: z.array(RemittanceClaim),
		provider_adjustments: z.array(ProviderAdjustment),
		source: z
			.strictObject({
				format: text(40),
				version: text(40).optional(),
				interchange_control_number: text(50).optional(),
				group_control_number: text(50).optional(),
				transaction_control_number: text(50).optional(),
				extras: z.array(z.strictObject({ path: text(200), value: z.unknown() })).optional(),
			})
			.optional(),
	})
	.meta({ id: 'Remittance' });

export type RemittanceParty = z.infer<typeof RemittanceParty>;
export type RemittancePayment = z.infer<typeof RemittancePayment>;
export type RemittanceLine = z.infer<typeof RemittanceLine>;
export type RemittanceClaim = z.infer<typeof RemittanceClaim>;
export type ProviderAdjustment = z.infer<typeof ProviderAdjustment>;
export type Remittance = z.infer<typeof Remittance>;
