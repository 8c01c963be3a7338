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
	.meta({ id: 'ProcedureSystem', description: 'Code system of a procedure' });

/**
 * What was given: loop 2410 of the 837 (LIN, CTP, REF). `unit` is CTP05: F2 IU, GR gram, ME milligram, ML
 * millilitre, UN unit.
 */
export const Drug = z
	.strictObject({
		ndc: text(48).describe('National Drug Code'),
		quantity: Quantity.optional().describe('Quantity that was given'),
		unit: text(2)
			.optional()
			.describe('Unit of the quantity: F2 IU, GR gram, ME milligram, ML millilitre, UN unit'),
		prescription_number: text(50).optional().describe('Prescription number'),
	})
	.meta({ id: 'Drug', description: 'The drug that was given' });

/** A tooth and its surfaces in the numbering of the ADA: TOO of loop 2400 in the 837D. */
export const Tooth = z
	.strictObject({
		number: text(30).optional().describe('Tooth number'),
		surfaces: z.array(text(2)).max(5).optional().describe('Tooth surface codes'),
	})
	.meta({ id: 'Tooth', description: 'A tooth and its surfaces, in the numbering of the ADA' });

/**
 * One service and what is asked for it, in the claim’s currency: loop 2400 of the 837, `Claim.item` of FHIR.
 */
export const ClaimLine = z
	.strictObject({
		number: z.int().min(1).max(999_999).describe('Line number'),
		service_date: CalendarDate.optional().meta({
			description: 'absent only on a predetermination or preauthorization',
		}),
		service_date_end: CalendarDate.optional().describe('Last date of service, where it is more than one day'),
		procedure_code: text(48).optional().describe('Procedure code, as HCPCS or CDT'),
		revenue_code: text(48).optional().describe('Revenue code of a hospital line'),
		code_system: ProcedureSystem.describe('System of the procedure code'),
		modifiers: z.array(text(2)).max(4).describe('Procedure modifiers, in order'),
		description: text(80).optional().describe('Description of the service'),
		units: Quantity.describe('Units of service'),
		unit_basis: text(2)
			.optional()
			.meta({ description: 'X12 code 355: UN units, MJ minutes, DA days, F2 IU' }),
		charge: Amount.describe('Line item charge amount'),
		non_covered_charge: Amount.optional().describe('Part of the charge that is not covered'),
		diagnosis_pointers: z
			.array(z.int().min(1).max(12))
			.max(12)
			.describe('Which diagnoses of the claim the service is for, from 1, the first most'),
		place_of_service: text(2).optional().describe('Place of service code, where it is not that of the claim'),
		emergency: z.boolean().optional().describe('Whether the service was an emergency'),
		drug: Drug.optional().describe('The drug that was given'),
		oral_cavity: z.array(text(3)).max(5).optional().describe('Oral cavity designation codes'),
		teeth: z.array(Tooth).max(32).optional().describe('Teeth and surfaces treated'),
		authorization_number: text(50).optional().describe('Prior authorization number'),
		referral_number: text(50).optional().describe('Referral number'),
		control_number: text(50)
			.optional()
			.meta({ description: 'the submitter’s own number for the line, returned in the 835' }),
		rendering_provider: Provider.optional().describe('Who gave the service, where not that of the claim'),
		ordering_provider: Provider.optional().describe('Who ordered it'),
		referring_provider: Provider.optional().describe('Who referred the patient'),
		supervising_provider: Provider.optional().describe('Who supervised it'),
		operating_provider: Provider.optional().describe('Operating physician'),
		purchased_service_provider: Provider.optional().describe('From whom the service was purchased'),
		service_facility: Provider.optional().describe('Where it was given'),
		identifiers: z.array(Identifier).max(20).optional().describe('Other identifiers of the line'),
		note: text(264).optional().describe('Line note'),
	})
	.meta({ id: 'ClaimLine', description: 'One service and what is asked for it' });

export type ProcedureSystem = z.infer<typeof ProcedureSystem>;
export type Drug = z.infer<typeof Drug>;
export type Tooth = z.infer<typeof Tooth>;
export type ClaimLine = z.infer<typeof ClaimLine>;
