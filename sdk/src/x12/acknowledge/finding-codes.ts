import type { ClaimFindingCode } from '../../claim';
import { fieldOf, type PlacedFinding, PROVIDER_ENTITIES } from '../check/claim-place';
import type { AcknowledgementCodes, ClaimStatusCodes } from './problem-codes';

/** Category (list 507): something is missing, is wrong by itself, or does not go together with something else. */
const MISSING = 'A6';
const INVALID = 'A7';
const CONTRADICTORY = 'A8';

const CODES_OF_A_LIST = new Set<string>([
	'DIAGNOSIS_CODE',
	'PLACE_OF_SERVICE',
	'PROCEDURE_CODE',
	'PROCEDURE_SYSTEM',
	'MODIFIER',
	'REVENUE_CODE',
	'NDC',
	'TAXONOMY',
] satisfies ClaimFindingCode[]);

type Row = Omit<ClaimStatusCodes, 'entity'> & {
	/** Code list 98; `provider` where the field says whose it is. */
	readonly entity?: string | 'provider';
};

/** How each finding about a claim's content is told in a 277CA. */
export const FINDING_STATUSES: Readonly<Record<ClaimFindingCode, Row>> = {
	LINE_CHARGES: { category: CONTRADICTORY, status: '400' },
	OTHER_PAYER_LINE: { category: CONTRADICTORY, status: '672' },
	OTHER_PAYER_CLAIM: { category: CONTRADICTORY, status: '672' },
	ORIGINAL_NUMBER: { category: MISSING, status: '464' },
	OTHER_PAYER: { category: MISSING, status: '286' },
	MEMBER_ID: { category: MISSING, status: '164', entity: 'IL' },
	BIRTH_DATE: { category: MISSING, status: '158', entity: 'QC' },
	ACCIDENT_STATE: { category: MISSING, status: '248' },
	ACCIDENT_DATE: { category: MISSING, status: '248' },
	DIAGNOSIS: { category: MISSING, status: '255' },
	PRINCIPAL_DIAGNOSIS: { category: INVALID, status: '254' },
	ADMISSION: { category: MISSING, status: '189' },
	STATEMENT_DATES: { category: MISSING, status: '188' },
	DATE_ORDER: { category: CONTRADICTORY, status: '190' },
	BILLING_PROVIDER: { category: MISSING, status: '562', entity: '85' },
	LINE_DATE_ORDER: { category: CONTRADICTORY, status: '187' },
	BEFORE_BIRTH: { category: CONTRADICTORY, status: '187' },
	DIAGNOSIS_POINTER: { category: MISSING, status: '477' },
	POINTER_RANGE: { category: CONTRADICTORY, status: '477' },
	DRUG_QUANTITY: { category: MISSING, status: '216' },
	SERVICE_CODE: { category: MISSING, status: '454' },
	DIAGNOSIS_CODE: { category: INVALID, status: '255' },
	PLACE_OF_SERVICE: { category: INVALID, status: '249' },
	PROCEDURE_CODE: { category: INVALID, status: '454' },
	PROCEDURE_SYSTEM: { category: INVALID, status: '454' },
	MODIFIER: { category: INVALID, status: '453' },
	REVENUE_CODE: { category: INVALID, status: '455' },
	NDC: { category: INVALID, status: '218' },
	NPI: { category: INVALID, status: '562', entity: 'provider' },
	TAXONOMY: { category: INVALID, status: '145', entity: 'provider' },
};

/**
 * How a finding is told in a 999 (005010X231A1, code lists 620 and 621): what the situation calls for is not there (I6 a
 * segment, I9 an element), a code is none (7), or the value goes against another (I12).
 */
export function syntaxOfFinding({ code, is_missing }: PlacedFinding): AcknowledgementCodes {
	if (is_missing === 'segment') return { segment: 'I6' };
	if (is_missing === 'element') return { segment: '8', element: 'I9' };
	return { segment: '8', element: CODES_OF_A_LIST.has(code) ? '7' : 'I12' };
}

/** The same for what claims-service refuses at its door, by its own codes. */
export const INTAKE_STATUSES: Readonly<Record<string, Row>> = {
	AMOUNT_TOO_LARGE: { category: INVALID, status: '178' },
	AMOUNT_TOO_FINE: { category: INVALID, status: '178' },
	NOTHING_CHARGED: { category: INVALID, status: '178' },
	CHARGES_DO_NOT_SUM: { category: CONTRADICTORY, status: '400' },
	DATE_MISSING: { category: MISSING, status: '187' },
	DATES_INVERTED: { category: CONTRADICTORY, status: '187' },
	DATE_AFTER_RECEIPT: { category: INVALID, status: '510' },
	DIAGNOSIS_UNKNOWN: { category: INVALID, status: '255' },
	DIAGNOSIS_POINTER_UNKNOWN: { category: CONTRADICTORY, status: '477' },
	LINE_NUMBER_REPEATED: { category: INVALID, status: '247' },
	LINE_WITHOUT_CODE: { category: MISSING, status: '454' },
	NPI_CHECK_DIGIT: { category: INVALID, status: '562', entity: 'provider' },
	ORIGINAL_CLAIM_NUMBER_MISSING: { category: MISSING, status: '464' },
	ORIGINAL_CLAIM_UNKNOWN: { category: INVALID, status: '464' },
	ORIGINAL_CLAIM_DIFFERS: { category: CONTRADICTORY, status: '464' },
	ORIGINAL_CLAIM_OVER: { category: INVALID, status: '464' },
};

/** A payer's own rule that names no status: information is missing or invalid, and the rule's words say which. */
const OWN_RULE: Row = { category: 'A3', status: '21' };

/** Category, status and entity for a finding, or for what claims-service refused. */
export function statusOfFinding(finding: PlacedFinding): ClaimStatusCodes {
	const { category, status, entity } = finding.claim_status ?? rowOf(finding.code) ?? OWN_RULE;
	if (entity !== 'provider')
		return entity === undefined ? { category, status } : { category, status, entity };
	return { category, status, entity: PROVIDER_ENTITIES[fieldOf(finding.path)] ?? '1P' };
}

const ROWS = new Map<string, Row>(Object.entries({ ...INTAKE_STATUSES, ...FINDING_STATUSES }));

const rowOf = (code: string): Row | undefined => ROWS.get(code);
