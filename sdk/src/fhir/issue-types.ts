import type { ClaimFindingCode } from '../claim';
import type { FhirProblemCode } from './problem';

/** R4's own issue types (http://hl7.org/fhir/issue-type) for what a reader finds; whatever is not named is a wrong value. */
const OF_READING: Partial<Record<FhirProblemCode, string>> = {
	XML_UNSUPPORTED: 'not-supported',
	VERSION_UNSUPPORTED: 'not-supported',
	ENCODING: 'structure',
	JSON_INVALID: 'structure',
	TRUNCATED: 'structure',
	FIELD_REPEATED: 'structure',
	NOT_FHIR: 'structure',
	RESOURCE_UNKNOWN: 'not-supported',
	STRUCTURE: 'structure',
	TOO_DEEP: 'too-costly',
	TOO_LARGE: 'too-costly',
	TEXT_TOO_LONG: 'too-long',
	EXTRA_TOO_LARGE: 'too-long',
	REQUIRED: 'required',
	LINES_MISSING: 'required',
	CODE_INVALID: 'code-invalid',
	CODE_SYSTEM: 'code-invalid',
	STATUS: 'business-rule',
	REQUEST_STATUS: 'business-rule',
	ONE_RESOURCE: 'structure',
	BALANCE: 'business-rule',
	CURRENCY_MIXED: 'business-rule',
	REFERENCE_UNRESOLVED: 'not-found',
	REFERENCE_AMBIGUOUS: 'multiple-matches',
	AMOUNT_DERIVED: 'informational',
	AMOUNT_MISSING: 'incomplete',
	DATE_PARTIAL: 'incomplete',
	SEQUENCE_REPEATED: 'duplicate',
	MODIFIER_EXTENSION: 'extension',
	CONTENT: 'invariant',
};

/** For what is found about a claim's content. */
const OF_FINDINGS: Readonly<Record<ClaimFindingCode, string>> = {
	LINE_CHARGES: 'business-rule',
	OTHER_PAYER_LINE: 'business-rule',
	OTHER_PAYER_CLAIM: 'business-rule',
	ORIGINAL_NUMBER: 'required',
	OTHER_PAYER: 'required',
	MEMBER_ID: 'required',
	BIRTH_DATE: 'required',
	ACCIDENT_STATE: 'required',
	ACCIDENT_DATE: 'required',
	DIAGNOSIS: 'required',
	PRINCIPAL_DIAGNOSIS: 'business-rule',
	ADMISSION: 'required',
	STATEMENT_DATES: 'required',
	DATE_ORDER: 'business-rule',
	BILLING_PROVIDER: 'required',
	LINE_DATE_ORDER: 'business-rule',
	BEFORE_BIRTH: 'business-rule',
	DIAGNOSIS_POINTER: 'required',
	POINTER_RANGE: 'value',
	DRUG_QUANTITY: 'required',
	SERVICE_CODE: 'required',
	DIAGNOSIS_CODE: 'code-invalid',
	PLACE_OF_SERVICE: 'code-invalid',
	PROCEDURE_CODE: 'code-invalid',
	PROCEDURE_SYSTEM: 'code-invalid',
	MODIFIER: 'code-invalid',
	REVENUE_CODE: 'code-invalid',
	NDC: 'code-invalid',
	NPI: 'value',
	TAXONOMY: 'code-invalid',
};

/** For what a service refuses by its own codes: the request as a whole, or one of its reasons. */
const OF_SERVICES: Readonly<Record<string, string>> = {
	VALIDATION_FAILED: 'invalid',
	INVALID: 'invalid',
	UNKNOWN_FIELD: 'not-supported',
	CLAIM_REJECTED: 'invalid',
	FHIR_ONE_CLAIM: 'invalid',
	PREAUTHORIZATION_UNREADABLE: 'incomplete',
	PREAUTHORIZATION_TOO_LONG: 'too-long',
	IDEMPOTENCY_KEY_INVALID: 'invalid',
	IDEMPOTENCY_KEY_REUSED: 'conflict',
	AMOUNT_TOO_LARGE: 'value',
	AMOUNT_TOO_FINE: 'value',
	NOTHING_CHARGED: 'value',
	NPI_CHECK_DIGIT: 'value',
	DIAGNOSIS_POINTER_UNKNOWN: 'value',
	CHARGES_DO_NOT_SUM: 'business-rule',
	DATES_INVERTED: 'business-rule',
	DATE_AFTER_RECEIPT: 'business-rule',
	DATE_MISSING: 'required',
	LINE_WITHOUT_CODE: 'required',
	ORIGINAL_CLAIM_NUMBER_MISSING: 'required',
	ORIGINAL_CLAIM_UNKNOWN: 'not-found',
	ORIGINAL_CLAIM_DIFFERS: 'conflict',
	ORIGINAL_CLAIM_OVER: 'business-rule',
	CORRECTION_OF_NOTHING: 'required',
	DIAGNOSIS_UNKNOWN: 'code-invalid',
	LINE_NUMBER_REPEATED: 'duplicate',
	USE_NOT_A_CLAIM: 'not-supported',
	USE_NOT_A_PREDETERMINATION: 'not-supported',
};

const NAMED = new Map(Object.entries({ ...OF_SERVICES, ...OF_FINDINGS, ...OF_READING }));

export const issueTypeOf = (code: FhirProblemCode): string => OF_READING[code] ?? 'value';

/** Of a code that somebody named; undefined where it is none of ours, as those of a payer's own rules. */
export const namedIssueType = (code: string): string | undefined => NAMED.get(code);
