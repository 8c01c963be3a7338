import { z } from 'zod';
import { ClaimLine } from './claim-line';
import { ClaimSource } from './claim-source';
import { OtherPayer } from './other-payer';
import { Address, Identifier, Patient, Payer, Provider, Subscriber } from './parties';
import { Amount, CalendarDate, ClockTime, Currency, text } from './primitives';

/**
 * The kind of bill: `ST03` and loop 2400 of the 837P, 837I and 837D, `Claim.type` of FHIR, which alone has
 * pharmacy and vision.
 */
export const ClaimType = z
	.enum(['professional', 'institutional', 'dental', 'pharmacy', 'vision'])
	.meta({ id: 'ClaimType' });

/**
 * What is wanted: payment of care given, approval of care to come, or what it would come to: `Claim.use` of
 * FHIR, and CLM19 (PB) of a dental 837.
 */
export const ClaimUse = z.enum(['claim', 'preauthorization', 'predetermination']).meta({ id: 'ClaimUse' });

/**
 * Of which edition a diagnosis is: the qualifier of HI in loop 2300 of the 837,
 * `diagnosisCodeableConcept.coding.system` of FHIR.
 */
export const DiagnosisSystem = z
	.enum(['icd-10-cm', 'icd-9-cm', 'icd-10'])
	.meta({ id: 'DiagnosisSystem', description: '`icd-10` is the WHO edition' });

/**
 * What a diagnosis is to the claim: the qualifiers of HI in loop 2300 of the 837 (ABK, ABF, ABJ, APR, ABN),
 * `Claim.diagnosis.type` of FHIR.
 */
export const DiagnosisRole = z
	.enum(['principal', 'other', 'admitting', 'reason_for_visit', 'external_cause'])
	.meta({ id: 'DiagnosisRole' });

/** Codes are written without their dot (`E119`), so that every source compares alike. */
export const Diagnosis = z
	.strictObject({
		code: z.string().regex(/^[A-Z0-9]{1,30}$/, 'capitals and digits, without the dot'),
		system: DiagnosisSystem,
		role: DiagnosisRole,
		present_on_admission: z.enum(['Y', 'N', 'U', 'W', '1']).optional(),
	})
	.meta({ id: 'Diagnosis' });

/** What was done to an inpatient: HI with BBR, BBQ in loop 2300 of the 837I, `Claim.procedure` of FHIR. */
export const HospitalProcedure = z
	.strictObject({
		code: text(30),
		system: z.enum(['icd-10-pcs', 'icd-9-cm-procedure', 'hcpcs', 'abc']),
		role: z.enum(['principal', 'other']),
		date: CalendarDate.optional(),
	})
	.meta({ id: 'HospitalProcedure' });

/** The boxes of a hospital bill (UB-04): codes of the National Uniform Billing Committee with date or amount. */
export const HospitalCodes = z
	.strictObject({
		conditions: z.array(text(30)).max(24).optional(),
		occurrences: z
			.array(z.strictObject({ code: text(30), date: CalendarDate }))
			.max(24)
			.optional(),
		occurrence_spans: z
			.array(z.strictObject({ code: text(30), from: CalendarDate, through: CalendarDate }))
			.max(24)
			.optional(),
		values: z
			.array(z.strictObject({ code: text(30), amount: Amount }))
			.max(24)
			.optional(),
		treatments: z.array(text(30)).max(24).optional(),
		drg: text(30).optional(),
	})
	.meta({ id: 'HospitalCodes' });

/**
 * A date of the whole claim beside those of care: DTP of loop 2300 in the 837, an entry of
 * `Claim.supportingInfo` in FHIR.
 */
export const ClaimDate = z
	.strictObject({
		kind: z.enum([
			'onset',
			'initial_treatment',
			'last_seen',
			'acute_manifestation',
			'accident',
			'last_menstrual_period',
			'last_x_ray',
			'prescription',
			'disability',
			'last_worked',
			'return_to_work',
			'assumed_care',
			'relinquished_care',
			'first_contact',
			'appliance_placement',
			'repricer_received',
		]),
		date: CalendarDate,
		date_end: CalendarDate.optional(),
	})
	.meta({ id: 'ClaimDate' });

/** A paper that goes with the claim, named and not included: PWK of loop 2300 in the 837. */
export const Attachment = z
	.strictObject({
		type: text(2).meta({ description: 'X12 report type code, such as OZ or EB' }),
		transmission: text(2)
			.optional()
			.meta({ description: 'how it comes: EL electronic, BM mail, FX fax, AA on request' }),
		control_number: text(80).optional(),
	})
	.meta({ id: 'Attachment' });

/** What the care is owed to besides illness: CLM11 of the 837, `Claim.accident` of FHIR. */
export const RelatedCause = z
	.strictObject({
		causes: z
			.array(z.enum(['auto_accident', 'another_party', 'employment', 'other_accident']))
			.min(1)
			.max(3),
		state: text(3).optional(),
		country: text(3).optional(),
	})
	.meta({ id: 'RelatedCause' });

/** A remark for a person: NTE of loop 2300 in the 837, whose first element is `kind`. */
export const ClaimNote = z.strictObject({ kind: text(3), text: text(200) }).meta({ id: 'ClaimNote' });

const hasServiceDates = (claim: { use: string; lines: { service_date?: string | undefined }[] }) =>
	claim.use !== 'claim' || claim.lines.every((line) => line.service_date !== undefined);

/**
 * One claim as every codec gives it and every service takes it. Whatever the input carried beyond these fields
 * is kept in `source.extras`, so that nothing is lost on the way.
 */
export const CanonicalClaim = z
	.strictObject({
		claim_id: text(80).meta({ description: 'the submitter’s own number' }),
		type: ClaimType,
		use: ClaimUse,
		frequency_code: text(1).meta({ description: '1 original, 7 replacement, 8 void' }),
		purpose: z.enum(['chargeable', 'encounter', 'subrogation']).optional(),
		currency: Currency,
		total_charge: Amount,
		patient_paid: Amount.optional(),

		billing_provider: Provider,
		pay_to_address: Address.optional(),
		rendering_provider: Provider.optional(),
		referring_provider: Provider.optional(),
		supervising_provider: Provider.optional(),
		attending_provider: Provider.optional(),
		operating_provider: Provider.optional(),
		assistant_surgeon: Provider.optional(),
		service_facility: Provider.optional(),

		subscriber: Subscriber,
		patient: Patient,
		payer: Payer,
		other_payers: z.array(OtherPayer).max(10),

		diagnoses: z.array(Diagnosis).max(60),
		procedures: z.array(HospitalProcedure).max(30).optional(),
		hospital_codes: HospitalCodes.optional(),
		lines: z.array(ClaimLine).min(1).max(999),

		place_of_service: text(2).optional(),
		facility_type: text(2).optional().meta({ description: 'first two digits of a hospital’s type of bill' }),
		statement_from: CalendarDate.optional(),
		statement_through: CalendarDate.optional(),
		admission_date: CalendarDate.optional(),
		admission_time: ClockTime.optional(),
		discharge_date: CalendarDate.optional(),
		discharge_time: ClockTime.optional(),
		admission_type: text(1).optional(),
		admission_source: text(1).optional(),
		patient_status: text(2).optional(),
		dates: z.array(ClaimDate).max(40).optional(),
		related_cause: RelatedCause.optional(),

		provider_signature_on_file: z.boolean().optional(),
		accepts_assignment: z.enum(['assigned', 'laboratory_only', 'not_assigned']).optional(),
		benefits_assigned: z.enum(['yes', 'no', 'not_applicable']).optional(),
		release_of_information: text(1).optional(),
		patient_signature: text(1).optional(),
		delay_reason: text(2).optional().meta({ description: 'X12 code list 1514: why the claim comes late' }),

		authorization_number: text(50).optional(),
		referral_number: text(50).optional(),
		original_claim_number: text(50)
			.optional()
			.meta({ description: 'the payer’s number of the claim this one replaces or voids' }),
		medical_record_number: text(50).optional(),
		clearinghouse_number: text(50).optional(),
		property_casualty_number: text(50).optional(),
		identifiers: z.array(Identifier).max(40).optional(),
		attachments: z.array(Attachment).max(20).optional(),
		notes: z.array(ClaimNote).max(20).optional(),

		source: ClaimSource,
	})
	.refine(hasServiceDates, { path: ['lines'], message: 'every line of a claim has a service date' })
	.meta({ id: 'CanonicalClaim' });

export type ClaimType = z.infer<typeof ClaimType>;
export type ClaimUse = z.infer<typeof ClaimUse>;
export type DiagnosisSystem = z.infer<typeof DiagnosisSystem>;
export type DiagnosisRole = z.infer<typeof DiagnosisRole>;
export type Diagnosis = z.infer<typeof Diagnosis>;
export type HospitalProcedure = z.infer<typeof HospitalProcedure>;
export type HospitalCodes = z.infer<typeof HospitalCodes>;
export type ClaimDate = z.infer<typeof ClaimDate>;
export type Attachment = z.infer<typeof Attachment>;
export type RelatedCause = z.infer<typeof RelatedCause>;
export type ClaimNote = z.infer<typeof ClaimNote>;
export type CanonicalClaim = z.infer<typeof CanonicalClaim>;
