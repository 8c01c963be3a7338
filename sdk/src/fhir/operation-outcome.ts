import type { FhirProblem, FhirProblemCode } from './problem';

export interface OperationOutcome {
	readonly resourceType: 'OperationOutcome';
	readonly issue: readonly {
		readonly severity: 'error' | 'warning' | 'information';
		readonly code: string;
		readonly details?: { readonly coding: readonly { readonly system: string; readonly code: string }[] };
		readonly diagnostics: string;
		readonly expression?: readonly string[];
	}[];
}

const PROBLEM_SYSTEM = 'urn:claims-askes:problem';

/** R4's own issue types (http://hl7.org/fhir/issue-type) for ours; whatever is not named here is a wrong value. */
const ISSUE_TYPES: Partial<Record<FhirProblemCode, string>> = {
	XML_UNSUPPORTED: 'not-supported',
	VERSION_UNSUPPORTED: 'not-supported',
	ENCODING: 'structure',
	JSON_INVALID: 'structure',
	TRUNCATED: 'structure',
	FIELD_REPEATED: 'structure',
	NOT_FHIR: 'structure',
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
	BALANCE: 'business-rule',
	CURRENCY_MIXED: 'business-rule',
	REFERENCE_UNRESOLVED: 'not-found',
	AMOUNT_DERIVED: 'informational',
	AMOUNT_MISSING: 'incomplete',
	SEQUENCE_REPEATED: 'duplicate',
	MODIFIER_EXTENSION: 'extension',
	CONTENT: 'invariant',
};

/** What a FHIR client is told: each problem with its place; without any, that all is well. */
export function writeOperationOutcome(problems: readonly FhirProblem[]): OperationOutcome {
	if (problems.length === 0)
		return {
			resourceType: 'OperationOutcome',
			issue: [{ severity: 'information', code: 'informational', diagnostics: 'no problem was found' }],
		};
	return {
		resourceType: 'OperationOutcome',
		issue: problems.map(({ level, code, message, path, line, column }) => ({
			severity: level,
			code: ISSUE_TYPES[code] ?? 'value',
			details: { coding: [{ system: PROBLEM_SYSTEM, code }] },
			diagnostics:
				line === undefined ? message : `${message} (line ${line}${column ? `, column ${column}` : ''})`,
			...(path ? { expression: [path] } : {}),
		})),
	};
}

/** A request that failed as a whole, as any service tells it. */
export interface Failure {
	readonly status: number;
	readonly code: string;
	readonly message: string;
	readonly details: readonly { readonly field: string; readonly message: string; readonly code: string }[];
}

/** Issue types by HTTP status; any other says that the content could not be processed. */
const ISSUE_OF_STATUS: Readonly<Record<number, string>> = {
	400: 'structure',
	401: 'login',
	403: 'forbidden',
	404: 'not-found',
	405: 'not-supported',
	409: 'conflict',
	412: 'conflict',
	413: 'too-costly',
	415: 'not-supported',
	429: 'throttled',
	500: 'exception',
	501: 'not-supported',
	503: 'transient',
};

/** The failure itself, then each of its reasons with its place. */
export function failureOutcome({ status, code, message, details }: Failure): OperationOutcome {
	const issueOf = (issue: { code: string; message: string; field?: string }) => ({
		severity: 'error' as const,
		code: ISSUE_OF_STATUS[status] ?? 'processing',
		details: { coding: [{ system: PROBLEM_SYSTEM, code: issue.code }] },
		diagnostics: issue.message,
		...(issue.field ? { expression: [issue.field] } : {}),
	});
	return { resourceType: 'OperationOutcome', issue: [{ code, message }, ...details].map(issueOf) };
}
