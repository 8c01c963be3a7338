import { expressionOfField } from './expression-of-field';
import { issueTypeOf, namedIssueType } from './issue-types';
import type { FhirProblem } from './problem';

/** The resource by which FHIR tells what went wrong; its issue types are R4’s own value set. */
export interface OperationOutcome {
	readonly resourceType: 'OperationOutcome';
	readonly issue: readonly {
		readonly severity: 'error' | 'warning' | 'information';
		readonly code: string;
		readonly details?: { readonly coding: readonly { readonly system: string; readonly code: string }[] };
		readonly diagnostics: string;
		readonly expression?: readonly string[];
		/** Of the request and not of a resource: `http.` and the parameter's name, as R4 has it. */
		readonly location?: readonly string[];
	}[];
}

const PROBLEM_SYSTEM = 'urn:claims-askes:problem';

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
			code: issueTypeOf(code),
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
	/** The details are of the request, as its parameters are, and of no resource. */
	readonly isOfHttp?: boolean;
}

/** Issue types by HTTP status; any other says that the content could not be processed. */
const ISSUE_OF_STATUS: Readonly<Record<number, string>> = {
	400: 'structure',
	401: 'login',
	403: 'forbidden',
	404: 'not-found',
	405: 'not-supported',
	406: 'not-supported',
	409: 'conflict',
	412: 'conflict',
	413: 'too-costly',
	415: 'not-supported',
	429: 'throttled',
	500: 'exception',
	501: 'not-supported',
	503: 'transient',
};

/** A body that is none, or a parameter that nobody knows, has no name of its own. */
const UNNAMED = new Set(['body', 'query']);

function placeOf(field: string, isOfHttp: boolean) {
	if (!isOfHttp) return { expression: [expressionOfField(field)] };
	return UNNAMED.has(field) ? {} : { location: [`http.${field.split('.')[0]}`] };
}

/** The failure itself, then each of its reasons with its place. What nobody named is a payer's own rule. */
export function failureOutcome({
	status,
	code,
	message,
	details,
	isOfHttp = false,
}: Failure): OperationOutcome {
	const ofStatus = ISSUE_OF_STATUS[status];
	const issueOf = (issue: { code: string; message: string; field?: string }, type: string) => ({
		severity: 'error' as const,
		code: type,
		details: { coding: [{ system: PROBLEM_SYSTEM, code: issue.code }] },
		diagnostics: issue.message,
		...(issue.field ? placeOf(issue.field, isOfHttp) : {}),
	});
	return {
		resourceType: 'OperationOutcome',
		issue: [
			issueOf({ code, message }, namedIssueType(code) ?? ofStatus ?? 'processing'),
			...details.map((detail) =>
				issueOf(
					detail,
					namedIssueType(detail.code) ?? ofStatus ?? (status === 422 ? 'business-rule' : 'processing'),
				),
			),
		],
	};
}
