import type {
	CanonicalClaim,
	ClaimType,
	DiagnosisRole,
	DiagnosisSystem,
	HospitalProcedure,
	ProcedureSystem,
	Relationship,
} from '../claim';

/** The word of a code, and the code of a word; a word's first code is the one that is written. */
export class Terms<Word extends string> {
	private readonly words = new Map<string, Word>();
	private readonly codes = new Map<Word, string>();

	constructor(terms: readonly (readonly [Word, ...string[]])[]) {
		for (const [word, ...codes] of terms)
			for (const code of codes) {
				this.words.set(code, word);
				if (!this.codes.has(word)) this.codes.set(word, code);
			}
	}

	wordOf(code: string): Word | undefined {
		return this.words.get(code);
	}

	codeOf(word: Word): string | undefined {
		return this.codes.get(word);
	}
}

const HL7 = 'http://terminology.hl7.org/CodeSystem';
const CARIN = 'http://hl7.org/fhir/us/carin-bb/CodeSystem';
const NUBC = 'https://www.nubc.org/CodeSystem';
const X12 = 'https://x12.org/codes';

export const SYSTEMS = {
	claimType: `${HL7}/claim-type`,
	priority: `${HL7}/processpriority`,
	relationship: `${HL7}/subscriber-relationship`,
	relatedClaim: `${HL7}/ex-relatedclaimrelationship`,
	payeeType: `${HL7}/payeetype`,
	coverageClass: `${HL7}/coverage-class`,
	diagnosisType: `${CARIN}/C4BBClaimDiagnosisType`,
	onAdmission: `${HL7}/ex-diagnosis-on-admission`,
	procedureType: `${HL7}/ex-procedure-type`,
	careTeamRole: `${CARIN}/C4BBClaimCareTeamRole`,
	placeOfService: 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
	revenue: 'https://www.nubc.org/CodeSystem/RevenueCodes',
	npi: 'http://hl7.org/fhir/sid/us-npi',
	employerTaxId: 'urn:oid:2.16.840.1.113883.4.4',
	ssn: 'http://hl7.org/fhir/sid/us-ssn',
	taxonomy: 'http://nucc.org/provider-taxonomy',
	claimNumber: 'urn:claims-askes:claim-number',
	adjudication: `${HL7}/adjudication`,
	carinAdjudication: `${CARIN}/C4BBAdjudication`,
	carinDiscriminator: `${CARIN}/C4BBAdjudicationDiscriminator`,
	carinIdentifier: `${CARIN}/C4BBIdentifierType`,
	carinInstitutional: `${CARIN}/C4BBInstitutionalClaimSubType`,
	carinPayment: `${CARIN}/C4BBPayerClaimPaymentStatusCode`,
	carinSupportingInfo: `${CARIN}/C4BBSupportingInfoType`,
	paymentType: `${HL7}/ex-paymenttype`,
	adjustmentReason: `${X12}/claim-adjustment-reason-codes`,
	adjustmentGroup: `${X12}/claim-adjustment-group-codes`,
	remark: `${X12}/remittance-advice-remark-codes`,
	benefitType: `${HL7}/benefit-type`,
	benefitNetwork: `${HL7}/benefit-network`,
	benefitUnit: `${HL7}/benefit-unit`,
	benefitTerm: `${HL7}/benefit-term`,
	serviceType: 'https://x12.org/codes/service-type-codes',
	unitOfMeasure: 'https://codesystem.x12.org/005010/355',
	refusal: 'https://codesystem.x12.org/005010/901',
	reviewAction: 'https://codesystem.x12.org/005010/306',
	typeOfBill: `${NUBC}/TypeOfBill`,
	pointOfOrigin: `${NUBC}/PointOfOrigin`,
	admissionType: `${NUBC}/PriorityTypeOfAdmitOrVisit`,
	dischargeStatus: `${NUBC}/PatDischargeStatus`,
	msDrg:
		'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software',
} as const;

export const CLAIM_TYPES = new Terms<ClaimType>([
	['professional', 'professional'],
	['institutional', 'institutional'],
	['dental', 'oral'],
	['pharmacy', 'pharmacy'],
	['vision', 'vision'],
]);

export const DIAGNOSIS_SYSTEMS = new Terms<DiagnosisSystem>([
	['icd-10-cm', 'http://hl7.org/fhir/sid/icd-10-cm', 'urn:oid:2.16.840.1.113883.6.90'],
	[
		'icd-9-cm',
		'http://hl7.org/fhir/sid/icd-9-cm',
		'http://hl7.org/fhir/sid/icd-9-cm/diagnosis',
		'urn:oid:2.16.840.1.113883.6.103',
	],
	[
		'icd-10',
		'http://hl7.org/fhir/sid/icd-10',
		'http://hl7.org/fhir/sid/icd-10-who',
		'urn:oid:2.16.840.1.113883.6.3',
	],
]);

export const DIAGNOSIS_ROLES = new Terms<DiagnosisRole>([
	['principal', 'principal'],
	['other', 'other', 'secondary', 'clinical', 'discharge'],
	['admitting', 'admitting'],
	['reason_for_visit', 'patientreasonforvisit'],
	['external_cause', 'externalcauseofinjury', 'external-cause'],
]);

export const PROCEDURE_SYSTEMS = new Terms<ProcedureSystem>([
	[
		'hcpcs',
		'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
		'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
		'http://www.ama-assn.org/go/cpt',
		'https://bluebutton.cms.gov/resources/codesystem/hcpcs',
		'urn:oid:2.16.840.1.113883.6.12',
		'urn:oid:2.16.840.1.113883.6.285',
	],
	['cdt', 'http://www.ada.org/cdt', 'http://terminology.hl7.org/CodeSystem/CDT'],
	['ndc', 'http://hl7.org/fhir/sid/ndc'],
	[
		'hipps',
		'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/ProspMedicareFeeSvcPmtGen/HIPPSCodes',
	],
	['icd-10-pcs', 'http://www.cms.gov/Medicare/Coding/ICD10'],
	['icd-9-cm-procedure', 'http://hl7.org/fhir/sid/icd-9-cm/procedure'],
]);

export const HOSPITAL_PROCEDURE_SYSTEMS = new Terms<HospitalProcedure['system']>([
	['icd-10-pcs', 'http://www.cms.gov/Medicare/Coding/ICD10', 'http://hl7.org/fhir/sid/icd-10-pcs'],
	['icd-9-cm-procedure', 'http://hl7.org/fhir/sid/icd-9-cm/procedure'],
	['hcpcs', 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', 'http://www.ama-assn.org/go/cpt'],
]);

export const RELATIONSHIPS = new Terms<Relationship>([
	['self', 'self'],
	['spouse', 'spouse'],
	['child', 'child'],
	['life_partner', 'common'],
	['injured_plaintiff', 'injured'],
	['other', 'other', 'parent'],
]);

/** Whether the provider is paid, to whom the benefits were assigned, or whoever paid the bill. */
export const PAYEES = new Terms<NonNullable<CanonicalClaim['benefits_assigned']>>([
	['yes', 'provider'],
	['no', 'subscriber', 'beneficiary'],
]);

/** Who took part in the care, as the roles of a care team name it. */
export const CARE_TEAM_ROLES = new Terms<
	| 'rendering_provider'
	| 'referring_provider'
	| 'supervising_provider'
	| 'attending_provider'
	| 'operating_provider'
	| 'ordering_provider'
>([
	['rendering_provider', 'rendering', 'performing', 'primary'],
	['referring_provider', 'referring'],
	['supervising_provider', 'supervising', 'supervisor'],
	['attending_provider', 'attending'],
	['operating_provider', 'operating'],
	['ordering_provider', 'prescribing', 'ordering'],
]);
