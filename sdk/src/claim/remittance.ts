import { z } from 'zod';
import { Adjustment } from './adjustment';
import { ProcedureSystem } from './claim-line';
import { ClaimSource, Extra } from './claim-source';
import { Address, Contact, Identifier, Provider } from './parties';
import { CalendarDate, Currency, Quantity, SignedAmount, SignedQuantity, text } from './primitives';

/** PER01 of the payer: whom to ask about claims, whom about the file, and where its policies are found. */
export const ContactRole = z.enum(['business', 'technical', 'web_site']);

/** Who pays: loop 1000A of the 835. */
export const RemittancePayer = z
	.strictObject({
		name: text(80).optional(),
		id: text(80).optional(),
		address: Address.optional(),
		contacts: z
			.array(
				Contact.extend({
					role: ContactRole.optional().meta({
						description: 'without one it is technical, which an 835 must have',
					}),
				}).meta({ id: 'RemittanceContact' }),
			)
			.max(20)
			.optional(),
		identifiers: z.array(Identifier).max(20).optional(),
	})
	.meta({ id: 'RemittancePayer' });

/** How the money goes: BPR04 of the 835 (ACH, CHK, FWT, BOP, NON). */
export const PaymentMethod = z
	.enum(['ach', 'check', 'wire', 'option_of_bank', 'none'])
	.meta({ id: 'PaymentMethod' });

/**
 * The transfer, one for all claims of a remittance: BPR and TRN of the 835, `PaymentReconciliation` and
 * `ExplanationOfBenefit.payment` of FHIR.
 */
export const RemittancePayment = z
	.strictObject({
		method: PaymentMethod.optional().meta({ description: 'absent where nothing says how' }),
		amount: SignedAmount.meta({ description: 'what is transferred: Σ paid − Σ provider adjustments' }),
		date: CalendarDate.optional(),
		trace_number: text(50).optional().meta({
			description: 'the number of the check or transfer; an 835 always has one, FHIR need not',
		}),
		payer_identifier: text(50).optional().meta({ description: 'TRN03: 1 and the payer’s tax id' }),
		handling_code: text(1)
			.optional()
			.meta({ description: 'BPR01: I remittance only, C with payment, H notice of none' }),
	})
	.meta({ id: 'RemittancePayment' });

/** A person or organisation that a claim names: patient, insured, or the insured as the payer has them on file. */
export const RemittancePerson = z
	.strictObject({
		member_id: text(80).optional(),
		name: text(80).optional(),
		last_name: text(60).optional(),
		first_name: text(35).optional(),
		middle_name: text(25).optional(),
		prefix: text(10).optional(),
		suffix: text(10).optional(),
	})
	.meta({ id: 'RemittancePerson' });

const amounts = z.array(z.strictObject({ qualifier: text(3), amount: SignedAmount })).max(20);

/**
 * What became of one service: loop 2110 of the 835, `ExplanationOfBenefit.item` of FHIR. Charge − Σ adjustments
 * = paid.
 */
export const RemittanceLine = z
	.strictObject({
		procedure_code: text(48).optional(),
		revenue_code: text(48).optional(),
		code_system: ProcedureSystem,
		modifiers: z.array(text(2)).max(4),
		description: text(80).optional(),
		submitted_procedure: z
			.strictObject({
				procedure_code: text(48),
				code_system: ProcedureSystem,
				modifiers: z.array(text(2)).max(4),
			})
			.optional()
			.meta({ description: 'what was billed, where another code was paid' }),
		charge: SignedAmount,
		paid: SignedAmount,
		allowed: SignedAmount.optional(),
		units: SignedQuantity.optional(),
		submitted_units: SignedQuantity.optional(),
		service_date: CalendarDate.optional(),
		service_date_end: CalendarDate.optional(),
		control_number: text(50).optional(),
		adjustments: z.array(Adjustment).max(99),
		remarks: z.array(text(10)).max(99),
		identifiers: z.array(Identifier).max(40).optional(),
		amounts: amounts.optional(),
	})
	.meta({ id: 'RemittanceLine' });

/**
 * What became of one claim: loop 2100 of the 835, an ExplanationOfBenefit of FHIR. Charge − Σ adjustments of
 * claim and lines = paid.
 */
export const RemittanceClaim = z
	.strictObject({
		claim_id: text(80),
		payer_claim_number: text(80).optional(),
		status_code: text(2).meta({
			description:
				'1 primary, 2 secondary, 3 tertiary, 4 patient unknown to the payer, 19–21 forwarded, 22 reversal',
		}),
		charge: SignedAmount,
		paid: SignedAmount,
		patient_responsibility: SignedAmount.optional(),
		filing_code: text(2).optional(),
		facility_type: text(2).optional(),
		frequency_code: text(1).optional(),
		drg: text(10).optional(),
		drg_weight: Quantity.optional(),
		patient: RemittancePerson.optional(),
		insured: RemittancePerson.optional(),
		corrected_insured: RemittancePerson.optional(),
		rendering_provider: Provider.optional(),
		crossover_payer: RemittancePerson.optional(),
		statement_from: CalendarDate.optional(),
		statement_through: CalendarDate.optional(),
		received_date: CalendarDate.optional(),
		adjustments: z.array(Adjustment).max(99),
		remarks: z.array(text(10)).max(99),
		identifiers: z.array(Identifier).max(40).optional(),
		amounts: amounts.optional(),
		lines: z.array(RemittanceLine).max(999),
		header_number: text(6).optional().meta({ description: 'LX01, where the payer groups claims' }),
		extras: z.array(Extra).max(2_000).optional(),
	})
	.meta({ id: 'RemittanceClaim' });

/** A payment or recovery that belongs to no claim (PLB). A positive amount lowers what is transferred. */
export const ProviderAdjustment = z
	.strictObject({
		provider_id: text(80),
		fiscal_period_end: CalendarDate,
		reason: text(2).meta({
			description: 'X12 code list 426: WO recovery, FB forwarding balance, L6 interest, 72 refund',
		}),
		reference: text(80).optional(),
		amount: SignedAmount,
	})
	.meta({ id: 'ProviderAdjustment' });

/** One payment to one payee, with every claim it settles: what an 835 carries in one transaction set. */
export const Remittance = z
	.strictObject({
		currency: Currency,
		payer: RemittancePayer,
		payee: Provider,
		payment: RemittancePayment,
		production_date: CalendarDate.optional(),
		claims: z.array(RemittanceClaim).max(200_000),
		provider_adjustments: z.array(ProviderAdjustment).max(10_000),
		source: ClaimSource.optional(),
	})
	.meta({ id: 'Remittance' });

export type RemittancePayer = z.infer<typeof RemittancePayer>;
export type ContactRole = z.infer<typeof ContactRole>;
export type PaymentMethod = z.infer<typeof PaymentMethod>;
export type RemittancePayment = z.infer<typeof RemittancePayment>;
export type RemittancePerson = z.infer<typeof RemittancePerson>;
export type RemittanceLine = z.infer<typeof RemittanceLine>;
export type RemittanceClaim = z.infer<typeof RemittanceClaim>;
export type ProviderAdjustment = z.infer<typeof ProviderAdjustment>;
export type Remittance = z.infer<typeof Remittance>;
