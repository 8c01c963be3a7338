import type { z } from 'zod';

/** How many choices or fields are named: a list of every code is no sentence. */
const MOST_NAMED = 12;
/** What a caller called a field is said back no longer than this. */
const MOST_SHOWN = 80;

const KINDS: Readonly<Record<string, string>> = {
	string: 'text',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	array: 'a list',
	object: 'an object',
	record: 'an object',
	null: 'null',
};

/** What is asked of a text by a name of its own. */
const FORMATS: Readonly<Record<string, string>> = {
	uuid: 'is no id (a UUID)',
	date: 'is no day, as 2026-03-31 is',
	datetime: 'is no moment, as 2026-03-31T12:00:00Z is',
	email: 'is no e-mail address',
	url: 'is no address (a URL)',
};

/**
 * What a value is that has not the shape asked of it, as the end of a sentence that its field begins: `lines.0.charge` “is
 * missing”. Never the value itself, which may be health data. For zod's `error`, where a schema says nothing of its own.
 */
export function shapeWords(issue: z.core.$ZodRawIssue): string {
	if (issue.input === undefined && issue.code !== 'custom') return 'is missing';
	switch (issue.code) {
		case 'invalid_type':
			return `is ${kindOf(issue.input)}, where ${KINDS[issue.expected] ?? issue.expected} is wanted`;
		case 'invalid_value':
			return issue.values.length === 1
				? `is not ${String(issue.values[0])}`
				: `is none of ${named(issue.values.map(String))}`;
		case 'too_small':
			return tooSmall(issue);
		case 'too_big':
			return tooBig(issue);
		case 'invalid_format':
			return FORMATS[issue.format] ?? `is not written as it has to be${patternOf(issue)}`;
		case 'not_multiple_of':
			return `is no multiple of ${issue.divisor}`;
		case 'unrecognized_keys':
			return `holds what is not known here: ${named(issue.keys)}`;
		case 'invalid_union':
			return 'is none of the forms that are accepted';
		default:
			return 'is not accepted';
	}
}

function kindOf(input: unknown): string {
	if (input === null) return 'null';
	if (Array.isArray(input)) return 'a list';
	// Of a query, where a number is written as text.
	if (Number.isNaN(input)) return 'text';
	if (typeof input === 'number' && !Number.isInteger(input)) return 'a number with a fraction';
	return KINDS[typeof input] ?? 'of another kind';
}

function tooSmall({
	origin,
	minimum,
	inclusive,
	exact,
}: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
	const unit = UNITS[origin];
	if (exact) return `has not exactly ${counted(minimum, unit)}`;
	if (unit && Number(minimum) === 1) return 'is empty';
	if (unit) return `has fewer than ${counted(minimum, unit)}`;
	return inclusive ? `is less than ${minimum}` : `is not more than ${minimum}`;
}

function tooBig({ origin, maximum, inclusive, exact }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
	const unit = UNITS[origin];
	if (exact) return `has not exactly ${counted(maximum, unit)}`;
	if (unit) return `has more than ${counted(maximum, unit)}`;
	return inclusive ? `is more than ${maximum}` : `is not less than ${maximum}`;
}

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
	string: ['character', 'characters'],
	array: ['entry', 'entries'],
	set: ['entry', 'entries'],
	map: ['entry', 'entries'],
};

const counted = (size: number | bigint, [one, many]: readonly [string, string] = ['', '']): string =>
	`${size} ${Number(size) === 1 ? one : many}`.trim();

const patternOf = ({ pattern }: { readonly pattern?: string | undefined }): string =>
	pattern === undefined ? '' : ` (${pattern})`;

function named(words: readonly string[]): string {
	const shown = words.slice(0, MOST_NAMED).map((word) => word.slice(0, MOST_SHOWN));
	return shown.join(', ') + (words.length > MOST_NAMED ? ` and ${words.length - MOST_NAMED} more` : '');
}
