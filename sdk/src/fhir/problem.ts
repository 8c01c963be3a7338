/** Something wrong with a FHIR document, and where: enough for a person to find it and for a program to branch on. */
export interface FhirProblem {
	readonly code: FhirProblemCode;
	readonly level: 'error' | 'warning';
	readonly message: string;
	/** Where it stands, as a FHIRPath: `Bundle.entry[3].resource.item[0].net.value`. */
	readonly path: string;
	/** The line of the file where the document begins, or where its JSON breaks. */
	readonly line?: number | undefined;
	readonly column?: number | undefined;
	/** What stood there, shortened; it may be a person's data, so it is shown but never logged. */
	readonly value?: string | undefined;
}

/** Every code a reader can report, with the sentence that explains it. */
export const FHIR_PROBLEMS = {
	XML_UNSUPPORTED: 'this is FHIR in XML: only FHIR in JSON is read',
	VERSION_UNSUPPORTED: 'of all versions of FHIR only R4 is read',
	ENCODING: 'the file is not UTF-8',
	JSON_INVALID: 'this is not valid JSON',
	TRUNCATED: 'the JSON ends before it is complete',
	TOO_DEEP: 'the JSON is nested deeper than any FHIR resource is',
	TOO_LARGE: 'the document is larger than may be held in memory',
	FIELD_REPEATED: 'the same field stands twice in one object',
	NOT_FHIR: 'this is no FHIR resource: resourceType is missing',
	RESOURCE_UNKNOWN: 'FHIR R4 has no such resource',
	MORE_PAGES: 'the Bundle is one page of a search, and has a link to the next',
	STRUCTURE: 'the field is not of the shape that R4 gives it',
	REQUIRED: 'a required field is missing',
	TEXT_TOO_LONG: 'the text is longer than it may be',
	CODE_INVALID: 'the code is not in its code set',
	CODE_SYSTEM: 'the code is of a system that no field takes; it is kept beside the claim',
	STATUS: 'the claim is a draft or was entered in error, so it asks for nothing',
	REQUEST_STATUS: 'only an active request asks for something',
	ANSWER_STATUS: 'the answer is a draft, was withdrawn or was entered in error, so it settles nothing',
	ANSWER_USE: 'only the answer to a claim becomes a remittance, and this one is to a',
	UNDECIDED: 'the answer settles nothing: its outcome is',
	CLAIM_NUMBER_DERIVED: 'the answer does not name its claim: the payer’s own number stands for it',
	DATE_INVALID: 'this is no calendar date',
	DATE_PARTIAL: 'the date leaves its day open, so no field takes it',
	NUMBER_INVALID: 'this is no such number',
	AMOUNT_PRECISION: 'the amount has more decimals than its currency',
	AMOUNT_NEGATIVE: 'the amount is negative',
	AMOUNT_TOO_LARGE: 'the amount is too large',
	AMOUNT_DERIVED: 'the amount is missing and was worked out from the others',
	AMOUNT_MISSING: 'the line has no amount; it counts as zero',
	CURRENCY_INVALID: 'this is no ISO 4217 currency',
	CURRENCY_ASSUMED: 'no amount names its currency: it is taken for',
	CURRENCY_MIXED: 'the claim has amounts of more than one currency',
	REFERENCE_UNRESOLVED: 'what is referred to is not in the document',
	REFERENCE_AMBIGUOUS: 'what is referred to is there more than once, each time otherwise',
	REFERENCE_TYPE: 'the reference leads to a resource of another kind',
	LINES_MISSING: 'the claim has no service line',
	SEQUENCE_REPEATED: 'two lines have the same number',
	POINTER: 'the line points at no diagnosis that could be kept',
	BALANCE: 'the parts do not add up to their total',
	MODIFIER_EXTENSION: 'an extension that may change the meaning is not understood',
	EXTRA_TOO_LARGE: 'the field is too large to be kept beside the claim',
	ONE_RESOURCE: 'one resource of this kind is expected, alone or in a Bundle',
	CONTENT: 'the claim does not hold together',
} as const;

export type FhirProblemCode = keyof typeof FHIR_PROBLEMS;

/** Thrown when nothing more can be read from a file; what was whole before it has been handed out already. */
export class FhirError extends Error {
	readonly problem: FhirProblem;

	constructor(problem: FhirProblem) {
		super(`${problem.code} at ${problem.path || `line ${problem.line}`}: ${problem.message}`);
		this.name = 'FhirError';
		this.problem = problem;
	}
}

const MOST_SHOWN = 80;

interface Place {
	readonly path: string;
	readonly level?: FhirProblem['level'];
	readonly detail?: string | undefined;
	readonly line?: number | undefined;
	readonly column?: number | undefined;
	readonly value?: string | undefined;
}

export function problemAt(
	code: FhirProblemCode,
	{ level = 'error', detail, value, ...place }: Place,
): FhirProblem {
	const message = detail ? `${FHIR_PROBLEMS[code]}: ${detail}` : FHIR_PROBLEMS[code];
	return {
		code,
		level,
		message,
		...place,
		...(value === undefined ? {} : { value: value.slice(0, MOST_SHOWN) }),
	};
}

const MOST_FIELD = 200;

/** Whose message may be told whole: a version is nobody's data. */
const TOLD_WHOLE: ReadonlySet<FhirProblemCode> = new Set(['VERSION_UNSUPPORTED']);

/** What a caller is told of problems, by place and code alone: what stood there may be a person's data. */
export const publicDetails = (problems: readonly FhirProblem[], most: number) =>
	problems.slice(0, most).map(({ path, code, message }) => ({
		field: path.slice(0, MOST_FIELD),
		message: TOLD_WHOLE.has(code) ? message : FHIR_PROBLEMS[code],
		code,
	}));
