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
	.meta({ id: 'ClaimType', description: 'The kind of bill' });

/**
 * What is wanted: payment of care given, approval of care to come, or what it would come to: `Claim.use` of
 * FHIR, and CLM19 (PB) of a dental 837.
 */
export const ClaimUse = z.enum(['claim', 'preauthorization', 'predetermination']).meta({
	id: 'ClaimUse',
	description: 'What is wanted: payment of care given, approval of care to come, or what it would come to',
});

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
	.meta({ id: 'DiagnosisRole', description: 'What the diagnosis is to the claim' });

/** Codes are written without their dot (`E119`), so that every source compares alike. */
export const Diagnosis = z
	.strictObject({
		code: z
			.string()
			.regex(/^[A-Z0-9]{1,30}$/, 'capitals and digits, without the dot')
			.describe('Diagnosis code, without its dot'),
		system: DiagnosisSystem,
		role: DiagnosisRole.describe('What the diagnosis is to the claim'),
		present_on_admission: z
			.enum(['Y', 'N', 'U', 'W', '1'])
			.optional()
			.describe('Present on admission indicator'),
	})
	.meta({ id: 'Diagnosis', description: 'A diagnosis of the claim' });

/** What was done to an inpatient: HI with BBR, BBQ in loop 2300 of the 837I, `Claim.procedure` of FHIR. */
export const HospitalProcedure = z
	.strictObject({
		code: text(30).describe('Procedure code'),
		system: z
			.enum(['icd-10-pcs', 'icd-9-cm-procedure', 'hcpcs', 'abc'])
			.describe('Code system of the procedure'),
		role: z.enum(['principal', 'other']).describe('Principal or other procedure'),
		date: CalendarDate.optional().describe('Procedure date'),
	})
	.meta({ id: 'HospitalProcedure', description: 'What was done to an inpatient' });

/** The boxes of a hospital bill (UB-04): codes of the National Uniform Billing Committee with date or amount. */
export const HospitalCodes = z
	.strictObject({
		conditions: z.array(text(30)).max(24).optional().describe('Condition codes'),
		occurrences: z
			.array(
				z.strictObject({
					code: text(30).describe('Occurrence code'),
					date: CalendarDate.describe('Occurrence date'),
				}),
			)
			.max(24)
			.optional()
			.describe('Occurrence codes with their dates'),
		occurrence_spans: z
			.array(
				z.strictObject({
					code: text(30).describe('Occurrence span code'),
					from: CalendarDate.describe('First day of the span'),
					through: CalendarDate.describe('Last day of the span'),
				}),
			)
			.max(24)
			.optional()
			.describe('Occurrence span codes with their periods'),
		values: z
			.array(
				z.strictObject({
					code: text(30).describe('Value code'),
					amount: Amount.describe('Value code amount'),
				}),
			)
			.max(24)
			.optional()
			.describe('Value codes with their amounts'),
		treatments: z.array(text(30)).max(24).optional().describe('Treatment codes'),
		drg: text(30).optional().describe('Diagnosis related group code'),
	})
	.meta({ id: 'HospitalCodes', description: 'The code boxes of a hospital bill (UB-04)' });

/**
 * A date of the whole claim beside those of care: DTP of loop 2300 in the 837, an entry of
 * `Claim.supportingInfo` in FHIR.
 */
export const ClaimDate = z
	.strictObject({
		kind: z
			.enum([
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
			])
			.describe('Which date it is'),
		date: CalendarDate.describe('The day, or the first one'),
		date_end: CalendarDate.optional().describe('The last day of a period'),
	})
	.meta({ id: 'ClaimDate', description: 'A date of the whole claim beside those of care' });

/** A paper that goes with the claim, named and not included: PWK of loop 2300 in the 837. */
export const Attachment = z
	.strictObject({
		type: text(2).meta({ description: 'X12 report type code, such as OZ or EB' }),
		transmission: text(2)
			.optional()
			.meta({ description: 'how it comes: EL electronic, BM mail, FX fax, AA on request' }),
		control_number: text(80).optional().describe('Attachment control number, by which it is matched'),
	})
	.meta({ id: 'Attachment' });

/** What the care is owed to besides illness: CLM11 of the 837, `Claim.accident` of FHIR. */
export const RelatedCause = z
	.strictObject({
		causes: z
			.array(z.enum(['auto_accident', 'another_party', 'employment', 'other_accident']))
			.min(1)
			.max(3)
			.describe('Related causes codes'),
		state: text(3).optional().describe('State of an automobile accident'),
		country: text(3).optional().describe('Country of the accident'),
	})
	.meta({ id: 'RelatedCause', description: 'What the care is owed to besides illness' });

/** A remark for a person: NTE of loop 2300 in the 837, whose first element is `kind`. */
export const ClaimNote = z
	.strictObject({
		kind: text(3).describe('Note reference code (NTE01)'),
		text: text(200).describe('What it says'),
	})
	.meta({ id: 'ClaimNote', description: 'A remark for a person' });

const hasServiceDates = (claim: { use: string; lines: { service_date?: string | undefined }[] }) =>
	claim.use !== 'claim' || claim.lines.every((line) => line.service_date !== undefined);

/**
 * One claim as every codec gives it and every service takes it. Whatever the input carried beyond these fields
 * is kept in `source.extras`, so that nothing is lost on the way.
 */
export const CanonicalClaim = z
	.strictObject({
		claim_id: text(80).meta({ description: 'the submitter’s own number' }),
		type: ClaimType.describe('The kind of bill'),
		use: ClaimUse.describe('Payment of care given, approval of care to come, or what it would come to'),
		frequency_code: text(1).meta({ description: '1 original, 7 replacement, 8 void' }),
		purpose: z
			.enum(['chargeable', 'encounter', 'subrogation'])
			.optional()
			.describe('Transaction type: chargeable, encounter or subrogation (BHT06)'),
		currency: Currency.describe('Currency of every amount of the claim'),
		total_charge: Amount.describe('Total claim charge amount'),
		patient_paid: Amount.optional().describe('Amount that the patient has paid'),

		billing_provider: Provider.describe('Who bills for the care'),
		pay_to_address: Address.optional().describe(
			'Where payment is to go, where it differs from the billing address',
		),
		rendering_provider: Provider.optional().describe('Who gave the care'),
		referring_provider: Provider.optional().describe('Who referred the patient'),
		supervising_provider: Provider.optional().describe('Who supervised the care'),
		attending_provider: Provider.optional().describe('Attending physician of a hospital claim'),
		operating_provider: Provider.optional().describe('Operating physician of a hospital claim'),
		assistant_surgeon: Provider.optional().describe('Assistant surgeon of a dental claim'),
		service_facility: Provider.optional().describe('Where the care was given'),

		subscriber: Subscriber.describe('Who holds the policy'),
		patient: Patient.describe('Who received the care'),
		payer: Payer.describe('Who is to pay'),
		other_payers: z
			.array(OtherPayer)
			.max(10)
			.describe('Coordination of benefits: other payers of the same care'),

		diagnoses: z.array(Diagnosis).max(60).describe('Diagnoses, the principal first'),
		procedures: z.array(HospitalProcedure).max(30).optional().describe('Procedures of an inpatient stay'),
		hospital_codes: HospitalCodes.optional().describe(
			'Condition, occurrence and value codes of a hospital bill',
		),
		lines: z.array(ClaimLine).min(1).max(999).describe('Services and their charges'),

		place_of_service: text(2).optional().describe('Place of service code'),
		facility_type: text(2).optional().meta({ description: 'first two digits of a hospital’s type of bill' }),
		statement_from: CalendarDate.optional().describe('First day of the statement period'),
		statement_through: CalendarDate.optional().describe('Last day of the statement period'),
		admission_date: CalendarDate.optional().describe('Admission date'),
		admission_time: ClockTime.optional().describe('Admission hour'),
		discharge_date: CalendarDate.optional().describe('Discharge date'),
		discharge_time: ClockTime.optional().describe('Discharge hour'),
		admission_type: text(1).optional().describe('Priority (type) of admission or visit'),
		admission_source: text(1).optional().describe('Point of origin for admission or visit'),
		patient_status: text(2).optional().describe('Patient discharge status code'),
		dates: z.array(ClaimDate).max(40).optional().describe('Dates of the whole claim beside those of care'),
		related_cause: RelatedCause.optional().describe('What the care is owed to besides illness'),

		provider_signature_on_file: z
			.boolean()
			.optional()
			.describe('Whether the signature of the provider is on file'),
		accepts_assignment: z
			.enum(['assigned', 'laboratory_only', 'not_assigned'])
			.optional()
			.describe('Whether the provider accepts assignment'),
		benefits_assigned: z
			.enum(['yes', 'no', 'not_applicable'])
			.optional()
			.describe('Whether the benefits are assigned to the provider'),
		release_of_information: text(1).optional().describe('Release of information code (CLM09)'),
		patient_signature: text(1).optional().describe('Patient signature source code'),
		delay_reason: text(2).optional().meta({ description: 'X12 code list 1514: why the claim comes late' }),

		authorization_number: text(50).optional().describe('Prior authorization number'),
		referral_number: text(50).optional().describe('Referral number'),
		original_claim_number: text(50)
			.optional()
			.meta({ description: 'the payer’s number of the claim this one replaces or voids' }),
		medical_record_number: text(50).optional().describe('Medical record number'),
		clearinghouse_number: text(50).optional().describe('Number that the clearinghouse gave the claim'),
		property_casualty_number: text(50).optional().describe('Property and casualty claim number'),
		identifiers: z.array(Identifier).max(40).optional().describe('Other identifiers of the claim'),
		attachments: z.array(Attachment).max(20).optional().describe('Papers that go with the claim'),
		notes: z.array(ClaimNote).max(20).optional().describe('Remarks for a person'),

		source: ClaimSource.describe('Where the claim came from'),
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
