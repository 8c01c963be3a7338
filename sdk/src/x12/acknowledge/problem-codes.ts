import type { FindingStatus } from '../../claim';
import type { X12ProblemCode } from '../problem';

/** How a problem is told in a 999: of a segment (IK3-04), of an element (IK4-03), or of the transaction set (IK5-02). */
export interface AcknowledgementCodes {
	readonly segment?: string;
	readonly element?: string;
	readonly transaction?: string;
}

/** Problems of the interchange's own header and of what stands around it: a TA1 tells them, no transaction set has them. */
export const OF_INTERCHANGE = [
	'NOT_X12',
	'ISA_MISSING',
	'ISA_TRUNCATED',
	'ISA_WIDTH',
	'DELIMITERS',
	'TEXT_BEFORE_ISA',
	'TEXT_AFTER_IEA',
] as const satisfies readonly X12ProblemCode[];

/**
 * Codes of 005010X231A1, code lists 620, 621 and 618. What is well formed and against the sense of the guide (I12) has no
 * better code there: the 277CA tells it claim by claim.
 */
export const ACKNOWLEDGEMENT_CODES: Readonly<
	Record<Exclude<X12ProblemCode, (typeof OF_INTERCHANGE)[number]>, AcknowledgementCodes> &
		Partial<Record<X12ProblemCode, AcknowledgementCodes>>
> = {
	TRANSACTION_UNSUPPORTED: { transaction: '1' },
	VERSION_UNSUPPORTED: { transaction: 'I6' },
	TRAILER_MISSING: { transaction: '2' },
	TRUNCATED: { transaction: '2' },
	CONTROL_NUMBER: { transaction: '3' },
	CONTROL_COUNT: { transaction: '4' },
	CONTROL_REPEATED: { transaction: '23' },
	SEGMENT_UNKNOWN: { segment: '1' },
	SEGMENT_UNEXPECTED: { segment: '2' },
	CLAIM_MISPLACED: { segment: '7' },
	LINE_MISPLACED: { segment: '7' },
	SEGMENT_MISSING: { segment: '3' },
	LOOP_MISSING: { segment: 'I7' },
	LINES_MISSING: { segment: 'I7' },
	LINES_TOO_MANY: { segment: '4' },
	SEGMENT_REPEATED: { segment: '5' },
	SEGMENT_UNUSED: { segment: 'I4' },
	LOOP_REPEATED: { segment: '4' },
	TOO_MANY_SEGMENTS: { segment: '4' },
	MEMBER_ORDER: { segment: '7' },
	HIERARCHY: { segment: '8', element: 'I12' },
	ELEMENT_MISSING: { segment: '8', element: '1' },
	TOO_MANY_ELEMENTS: { segment: '8', element: '3' },
	SEGMENT_TOO_LONG: { segment: '8' },
	ELEMENT_UNEXPECTED: { segment: '8', element: 'I10' },
	ELEMENT_CALLED_FOR: { segment: '8', element: '2' },
	ELEMENT_EXCLUDED: { segment: '8', element: '10' },
	ELEMENT_TOO_SHORT: { segment: '8', element: '4' },
	ELEMENT_TOO_LONG: { segment: '8', element: '5' },
	STRAY_BYTES: { segment: '8', element: '6' },
	CODE_INVALID: { segment: '8', element: '7' },
	DATE_INVALID: { segment: '8', element: '8' },
	TIME_INVALID: { segment: '8', element: '9' },
	AMOUNT_INVALID: { segment: '8', element: '6' },
	NUMBER_INVALID: { segment: '8', element: '6' },
	AMOUNT_PRECISION: { segment: '8', element: '6' },
	AMOUNT_NEGATIVE: { segment: '8', element: 'I12' },
	AMOUNT_TOO_LARGE: { segment: '8', element: '5' },
	LINE_SEQUENCE: { segment: '8', element: 'I12' },
	BALANCE: { segment: '8', element: 'I12' },
	PAYER_UNKNOWN: { segment: '8', element: 'I12' },
	POINTER: { segment: '8', element: 'I12' },
	VERSION_CONTENT: { transaction: 'I6' },
	ENVELOPE_ORDER: { segment: '2' },
};

/** Claim status (STC01): category, status and, where a person or place is meant, the entity. */
export type ClaimStatusCodes = FindingStatus;

const MISSING = 'A6';
const INVALID = 'A7';
const UNPROCESSABLE = 'A3';

const BY_CODE: Readonly<Partial<Record<X12ProblemCode, ClaimStatusCodes>>> = {
	ELEMENT_MISSING: { category: MISSING, status: '21' },
	SEGMENT_MISSING: { category: MISSING, status: '21' },
	LOOP_MISSING: { category: MISSING, status: '21' },
	LINES_MISSING: { category: MISSING, status: '21' },
	DATE_INVALID: { category: INVALID, status: '187' },
	AMOUNT_INVALID: { category: INVALID, status: '178' },
	AMOUNT_PRECISION: { category: INVALID, status: '178' },
	AMOUNT_NEGATIVE: { category: INVALID, status: '178' },
	AMOUNT_TOO_LARGE: { category: INVALID, status: '178' },
	NUMBER_INVALID: { category: INVALID, status: '476' },
	CODE_INVALID: { category: INVALID, status: '21' },
	ELEMENT_TOO_LONG: { category: INVALID, status: '21' },
};

const BY_LOOP: Readonly<Record<string, ClaimStatusCodes>> = {
	'2010AA': { category: MISSING, status: '21', entity: '85' },
	'2010BA': { category: MISSING, status: '21', entity: 'IL' },
	'2010BB': { category: MISSING, status: '21', entity: 'PR' },
	'2010CA': { category: MISSING, status: '21', entity: 'QC' },
};

const DEFAULT: ClaimStatusCodes = { category: UNPROCESSABLE, status: '21' };

export function claimStatusOf({
	code,
	loop,
}: {
	code: X12ProblemCode;
	loop?: string | undefined;
}): ClaimStatusCodes {
	if (code === 'LOOP_MISSING' && loop && BY_LOOP[loop]) return BY_LOOP[loop];
	return BY_CODE[code] ?? DEFAULT;
}
