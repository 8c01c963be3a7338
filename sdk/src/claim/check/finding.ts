/** Every code that the checks of a claim's content report; the payer's own rules bring their own. */
export const CLAIM_FINDINGS = [
	'LINE_CHARGES',
	'OTHER_PAYER_LINE',
	'OTHER_PAYER_CLAIM',
	'ORIGINAL_NUMBER',
	'OTHER_PAYER',
	'MEMBER_ID',
	'BIRTH_DATE',
	'ACCIDENT_STATE',
	'ACCIDENT_DATE',
	'DIAGNOSIS',
	'PRINCIPAL_DIAGNOSIS',
	'ADMISSION',
	'STATEMENT_DATES',
	'DATE_ORDER',
	'BILLING_PROVIDER',
	'LINE_DATE_ORDER',
	'BEFORE_BIRTH',
	'DIAGNOSIS_POINTER',
	'POINTER_RANGE',
	'DRUG_QUANTITY',
	'SERVICE_CODE',
	'DIAGNOSIS_CODE',
	'PLACE_OF_SERVICE',
	'PROCEDURE_CODE',
	'PROCEDURE_SYSTEM',
	'MODIFIER',
	'REVENUE_CODE',
	'NDC',
	'NPI',
	'TAXONOMY',
] as const;
export type ClaimFindingCode = (typeof CLAIM_FINDINGS)[number];

/** How a finding is told in a 277CA: category (code list 507), status (508) and entity (98). */
export interface FindingStatus {
	readonly category: string;
	readonly status: string;
	readonly entity?: string | undefined;
}

interface Found {
	readonly message: string;
	/** Into the canonical claim: `['lines', 0, 'procedure_code']`. */
	readonly path: readonly (string | number)[];
	readonly severity: 'error' | 'warning';
}

/**
 * Something about a claim that its receiver may mind. Levels are those of WEDI SNIP: 3 balancing, 4 situational,
 * 5 code sets, 7 the payer's own rules; 1 and 2, syntax and the guide, are found where a file is read.
 */
export type ClaimFinding = Found &
	(
		| { readonly level: 3 | 4 | 5; readonly code: ClaimFindingCode }
		| { readonly level: 7; readonly code: string; readonly claim_status?: FindingStatus | undefined }
	);

export type Report = (finding: ClaimFinding) => void;
