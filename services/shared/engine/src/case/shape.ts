/**
 * A small checker for documents from outside: a shape takes a value, notes what is wrong with it by path and code, and
 * returns a clean copy without nulls. A key that ends in `?` is optional, as in the description of the format.
 */
import { isCalendarDate } from '@claims-askes/kernel/calendar-date';
import { isMinor, isPercent } from '@claims-askes/kernel/money';

export interface Problem {
	readonly path: string;
	readonly code: ProblemCode;
	readonly message: string;
}

export type ProblemCode = keyof typeof MESSAGES;

const MESSAGES = {
	REQUIRED: 'is required',
	UNKNOWN_FIELD: 'is not a field of this document',
	UNSAFE_KEY: 'is not allowed as a key',
	NOT_AN_OBJECT: 'must be an object',
	NOT_A_LIST: 'must be a list',
	NOT_TEXT: 'must be a text of 1 to 200 characters',
	NOT_A_FLAG: 'must be true or false',
	NOT_A_COUNT: 'must be a whole number within its range',
	NOT_A_DATE: 'must be a calendar date, YYYY-MM-DD',
	NOT_A_DAY_OF_THE_YEAR: 'must be a day of the year, MM-DD',
	NOT_AN_AMOUNT: 'must be a whole number of minor units, from 0 to 10^13',
	NOT_A_PERCENT: 'must be a percentage: an integer or a decimal text, within its range',
	NOT_ONE_OF: 'is not one of the values allowed here',
	TOO_MANY: 'has too many entries',
	SPAN_INVERTED: 'ends before it begins',
	CONTRADICTION: 'contradicts another part of the document',
	UNITS_OUT_OF_RANGE: 'must be a whole number of units, from 1 to 99,999',
	AMOUNT_TOO_LARGE: 'is more than 10^13 minor units',
	LIMIT_ID_TWICE: 'is the id of another limit of this benefit',
	ID_TWICE: 'is an id that occurs before',
	RULE_NOT_SWITCHABLE: 'is a rule that cannot be switched, or not in this way',
	PARTS_DO_NOT_ADD_UP: 'must name one of parts that add up to at most 100 percent',
	CONTRACTS_OVERLAP: 'overlaps another contract of the provider',
	UNKNOWN_BENEFIT: 'is not a benefit of the plan',
	UNKNOWN_LINE: 'is not a line of the claim',
	UNKNOWN_CLAIM: 'is not a claim decided before',
	UNKNOWN_ACCUMULATOR: 'is not the key of an accumulator',
	LIMITS_NOTHING: 'has neither an amount nor a count',
} as const;

export type Shape = (value: unknown, path: string, problems: Problem[]) => unknown;

export function note(problems: Problem[], path: string, code: ProblemCode): undefined {
	problems.push({ path, code, message: `${path || 'the document'} ${MESSAGES[code]}` });
	return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const below = (path: string, key: string): string => (path ? `${path}.${key}` : key);

/** A check of a single value. */
const scalar =
	(accepts: (value: unknown) => boolean, code: ProblemCode): Shape =>
	(value, path, problems) =>
		accepts(value) ? value : note(problems, path, code);

export function object(fields: Readonly<Record<string, Shape>>): Shape {
	const known = new Map<string, { shape: Shape; isOptional: boolean }>();
	for (const [key, shape] of Object.entries(fields)) {
		known.set(key.replace(/\?$/, ''), { shape, isOptional: key.endsWith('?') });
	}
	return (value, path, problems) => {
		if (!isRecord(value)) return note(problems, path, 'NOT_AN_OBJECT');
		const clean: Record<string, unknown> = {};
		for (const key of Object.keys(value))
			if (!known.has(key)) note(problems, below(path, key), 'UNKNOWN_FIELD');
		for (const [key, { shape, isOptional }] of known) {
			const given = Object.hasOwn(value, key) ? value[key] : undefined;
			if (given != null) clean[key] = shape(given, below(path, key), problems);
			else if (!isOptional) note(problems, below(path, key), 'REQUIRED');
		}
		return clean;
	};
}

const MOST_ENTRIES = 100_000;

/** A table by id or code. */
export function tableOf(shape: Shape): Shape {
	return (value, path, problems) => {
		if (!isRecord(value)) return note(problems, path, 'NOT_AN_OBJECT');
		const clean: Record<string, unknown> = {};
		for (const [key, entry] of Object.entries(value)) {
			if (key === '__proto__') note(problems, below(path, key), 'UNSAFE_KEY');
			else if (entry != null) clean[key] = shape(entry, below(path, key), problems);
		}
		return clean;
	};
}

export function listOf(shape: Shape, most = MOST_ENTRIES): Shape {
	return (value, path, problems) => {
		if (!Array.isArray(value)) return note(problems, path, 'NOT_A_LIST');
		if (value.length > most) return note(problems, path, 'TOO_MANY');
		return value.map((entry, at) => shape(entry, `${path}[${at}]`, problems));
	};
}

/** A list with one shape for each place, such as `[from, to]`; `null` is open. */
export function tuple(...shapes: readonly Shape[]): Shape {
	return (value, path, problems) => {
		if (!Array.isArray(value) || value.length > shapes.length) return note(problems, path, 'NOT_A_LIST');
		return shapes.map((shape, at) =>
			value[at] == null ? null : shape(value[at], `${path}[${at}]`, problems),
		);
	};
}

export const either =
	(choose: (value: unknown) => Shape): Shape =>
	(value, path, problems) =>
		choose(value)(value, path, problems);

/** A shape with a further check of the clean value. */
export function refine(
	shape: Shape,
	check: (value: never, path: string, problems: Problem[]) => void,
): Shape {
	return (value, path, problems) => {
		const before = problems.length;
		const clean = shape(value, path, problems);
		if (problems.length === before) check(clean as never, path, problems);
		return clean;
	};
}

export const text = scalar(
	(value) => typeof value === 'string' && value.length > 0 && value.length <= 200,
	'NOT_TEXT',
);
export const prose = scalar((value) => typeof value === 'string', 'NOT_TEXT');
export const flag = scalar((value) => typeof value === 'boolean', 'NOT_A_FLAG');
export const date = scalar(isCalendarDate, 'NOT_A_DATE');
export const anything: Shape = (value) => value;

export const count = (least: number, most: number, code: ProblemCode = 'NOT_A_COUNT'): Shape =>
	scalar((value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most, code);

/** Zero is written without a sign. */
export const amount: Shape = (value, path, problems) =>
	isMinor(value) && value >= 0 ? value + 0 : note(problems, path, 'NOT_AN_AMOUNT');

export const percentUpTo = (most: number): Shape =>
	scalar((value) => isPercent(value) && Number(value) <= most, 'NOT_A_PERCENT');

export const oneOf = (...values: readonly string[]): Shape =>
	scalar((value) => typeof value === 'string' && values.includes(value), 'NOT_ONE_OF');

export const dayOfYear = scalar(
	(value) => typeof value === 'string' && isCalendarDate(`2024-${value}`),
	'NOT_A_DAY_OF_THE_YEAR',
);
