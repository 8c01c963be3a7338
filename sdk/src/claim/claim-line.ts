import { z } from 'zod';
import { Identifier, Provider } from './parties';
import { Amount, CalendarDate, Quantity, text } from './primitives';

/** The code system of a procedure; `revenue` alone when a hospital line has no procedure code. */
export const ProcedureSystem = z
	.enum([
		'hcpcs',
		'cdt',
		'ndc',
		'hipps',
		'abc',
		'home_infusion',
		'jurisdiction',
		'icd-9-cm-procedure',
		'icd-10-pcs',
		'revenue',
		'mutually_defined',
		'unknown',
	])
	.meta({ id: 'ProcedureSystem' });

/**
 * What was given: loop 2410 of the 837 (LIN, CTP, REF). `unit` is CTP05: F2 IU, GR gram, ME milligram, ML
 * millilitre, UN unit.
 */
export const Drug = z
	.strictObject({
		ndc: text(48),
		quantity: Quantity.optional(),
		unit: text(2).optional(),
		prescription_number: text(50).optional(),
	})
	.meta({ id: 'Drug' });

/** A tooth and its surfaces in the numbering of the ADA: TOO of loop 2400 in the 837D. */
export const Tooth = z
	.strictObject({ number: text(30).optional(), surfaces: z.array(text(2)).max(5).optional() })
	.meta({ id: 'Tooth' });

/**
 * One service and what is asked for it, in the claim’s currency: loop 2400 of the 837, `Claim.item` of FHIR.
 */
export const ClaimLine = z
	.strictObject({
		number: z.int().min(1).max(999_999),
		service_date: CalendarDate.optional().meta({
			description: 'absent only on a predetermination or preauthorization',
		}),
		service_date_end: CalendarDate.optional(),
		procedure_code: text(48).optional(),
		revenue_code: text(48).optional(),
		code_system: ProcedureSystem,
		modifiers: z.array(text(2)).max(4),
		description: text(80).optional(),
		units: Quantity,
		unit_basis: text(2)
			.optional()
			.meta({ description: 'X12 code 355: UN units, MJ minutes, DA days, F2 IU' }),
		charge: Amount,
		non_covered_charge: Amount.optional(),
		diagnosis_pointers: z.array(z.int().min(1).max(12)).max(12),
		place_of_service: text(2).optional(),
		emergency: z.boolean().optional(),
		drug: Drug.optional(),
		oral_cavity: z.array(text(3)).max(5).optional(),
		teeth: z.array(Tooth).max(32).optional(),
		authorization_number: text(50).optional(),
		referral_number: text(50).optional(),
		control_number: text(50)
			.optional()
			.meta({ description: 'the submitter’s own number for the line, returned in the 835' }),
		rendering_provider: Provider.optional(),
		ordering_provider: Provider.optional(),
		referring_provider: Provider.optional(),
		supervising_provider: Provider.optional(),
		operating_provider: Provider.optional(),
		purchased_service_provider: Provider.optional(),
		service_facility: Provider.optional(),
		identifiers: z.array(Identifier).max(20).optional(),
		note: text(264).optional(),
	})
	.meta({ id: 'ClaimLine' });

export type ProcedureSystem = z.infer<typeof ProcedureSystem>;
export type Drug = z.infer<typeof Drug>;
export type Tooth = z.infer<typeof Tooth>;
export type ClaimLine = z.infer<typeof ClaimLine>;
