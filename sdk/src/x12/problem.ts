/** Something wrong with an X12 file, and where: enough for a person to find it and for a program to branch on. */
export interface X12Problem {
	readonly code: X12ProblemCode;
	readonly level: 'error' | 'warning';
	readonly message: string;
	/** Place in the file, the first ISA being 1. */
	readonly segment: number;
	readonly segment_id: string;
	/** Place in the transaction set, its ST being 1, as the 999 reports it. */
	readonly transaction_segment?: number | undefined;
	readonly loop?: string | undefined;
	readonly element?: number | undefined;
	readonly component?: number | undefined;
	/** Of what is not there: its segment, and the loop that this would begin. `segment` is where it was looked for. */
	readonly missing?: { readonly segment: string; readonly loop?: string } | undefined;
	/** What stood there, shortened; it may be a person's data, so it is shown but never logged. */
	readonly value?: string | undefined;
}

/** Every code a reader can report, with the sentence that explains it. */
export const X12_PROBLEMS = {
	NOT_X12: 'no interchange header (ISA) was found',
	ISA_MISSING: 'the file starts inside an interchange: its header (ISA) is missing',
	ISA_TRUNCATED: 'the file ends inside the interchange header',
	ISA_WIDTH: 'the interchange header is not 106 characters wide',
	DELIMITERS: 'the delimiters cannot be told from the interchange header',
	TEXT_BEFORE_ISA: 'text before the interchange header was skipped',
	TEXT_AFTER_IEA: 'what stands after the interchange trailer, outside any interchange, was not read',
	SEGMENT_TOO_LONG: 'the segment is longer than any segment can be: its terminator is probably missing',
	TOO_MANY_ELEMENTS: 'the segment has more elements than any segment can have',
	TRUNCATED: 'the file ends before its interchange does',
	TRANSACTION_UNSUPPORTED: 'a transaction of another kind than is read here: give it in a file of its own',
	VERSION_UNSUPPORTED: 'this version of the implementation guide is not read',
	VERSION_CONTENT: 'the content is of another kind of claim than the version says',
	ENVELOPE_ORDER: 'an envelope segment stands where it cannot',
	TRAILER_MISSING: 'the trailer (SE, GE or IEA) is missing',
	CONTROL_COUNT: 'the trailer counts another number than the file holds',
	CONTROL_NUMBER: 'the control number of the trailer differs from its header',
	CONTROL_REPEATED: 'the control number was used before',
	HIERARCHY: 'the hierarchical level does not follow from the levels before it',
	LOOP_MISSING: 'a required loop is missing',
	SEGMENT_MISSING: 'a required segment is missing',
	SEGMENT_UNKNOWN: 'there is no segment of this name',
	SEGMENT_UNEXPECTED: 'the segment does not belong where it stands',
	SEGMENT_REPEATED: 'the segment stands more often than it may',
	SEGMENT_UNUSED: 'the guide has no use for the segment here',
	LOOP_REPEATED: 'the loop stands more often than it may',
	ELEMENT_MISSING: 'a required element is empty',
	ELEMENT_TOO_LONG: 'the element is longer than it may be',
	ELEMENT_TOO_SHORT: 'the element is shorter than it may be',
	ELEMENT_UNEXPECTED: 'the element is not used here',
	ELEMENT_CALLED_FOR: 'the element is empty, and others of its segment call for it',
	ELEMENT_EXCLUDED: 'the element may not stand beside another of its segment',
	STRAY_BYTES: 'control characters inside the data were left out',
	CODE_INVALID: 'the code is not in its code set',
	DATE_INVALID: 'this is no calendar date',
	TIME_INVALID: 'this is no time of day',
	AMOUNT_INVALID: 'this is no decimal amount',
	AMOUNT_PRECISION: 'the amount has more decimals than its currency',
	AMOUNT_NEGATIVE: 'the amount is negative',
	AMOUNT_TOO_LARGE: 'the amount is too large',
	NUMBER_INVALID: 'this is no such number',
	CLAIM_MISPLACED: 'the claim stands outside a subscriber or patient',
	LINE_MISPLACED: 'the service line stands outside a claim',
	LINE_SEQUENCE: 'the service lines are not numbered one after the other',
	TOO_MANY_SEGMENTS: 'there are more segments than can be kept',
	LINES_MISSING: 'the claim has no service line',
	LINES_TOO_MANY: 'the claim has more than 999 service lines',
	BALANCE: 'the parts do not add up to their total',
	MEMBER_ORDER: 'the subscriber stands behind dependants of the same number',
	PAYER_UNKNOWN: 'no other payer of the claim goes by this number',
	POINTER: 'the diagnosis pointer points at no diagnosis of the claim',
} as const;

export type X12ProblemCode = keyof typeof X12_PROBLEMS;

/** Thrown when nothing more can be read from a file; what was whole before it has been handed out already. */
export class X12Error extends Error {
	readonly problem: X12Problem;

	constructor(problem: X12Problem) {
		super(`${problem.code} at segment ${problem.segment}: ${problem.message}`);
		this.name = 'X12Error';
		this.problem = problem;
	}
}
