/**
 * A small checker for documents from outside: a shape takes a value, notes what is wrong with it by path and code, and
 * returns a clean copy without nulls. A key that ends in `?` is optional, as in the description of the format. What a
 * shape takes it also says as JSON Schema, as far as that can say it.
 */
import { isCalendarDate } from '@claims-askes/kernel/calendar-date';
import { isMinor, isPercent, LARGEST_AMOUNT } from '@claims-askes/kernel/money';
import { type JsonSchema, orNull } from './json-schema';

export interface Problem {
	readonly path: string;
	readonly code: ProblemCode;
	readonly message: string;
}

export type ProblemCode = keyof typeof MESSAGES;

const MESSAGES = {
	REQUIRED: 'is required',
	UNKNOWN_FIELD: 'is not a field of this document',
	ONE_CURRENCY: 'names a currency of its own: all amounts are in the one of the case or plan',
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
	TOO_MANY_UNITS: 'has more than 1,000,000 units in all, or 10,000,000 times each of their limits',
	TOO_MANY_LINES: 'has more than 50,000 claim lines in all',
	TOO_DEEP: 'is nested too deeply',
	AMOUNT_TOO_LARGE: 'is more than 10^13 minor units',
	LIMIT_ID_TWICE: 'is the id of another limit of this benefit',
	LIMIT_DIFFERS: 'is a limit that another benefit has on other terms',
	ID_TWICE: 'is an id that occurs before',
	RULE_NOT_SWITCHABLE: 'is a rule that cannot be switched, or not in this way',
	PARTS_DO_NOT_ADD_UP: 'must name one of parts that add up to 100 percent, no more, no two of one name',
	CONTRACTS_OVERLAP: 'overlaps another contract of the provider',
	UNKNOWN_BENEFIT: 'is not a benefit of the plan',
	UNKNOWN_LINE: 'is not a line of the claim',
	UNKNOWN_CLAIM: 'is not a claim decided before',
	UNKNOWN_ACCUMULATOR: 'is not the key of an accumulator',
	LIMITS_NOTHING: 'has neither an amount nor a count',
	BASE_NOT_PRICED: 'is a code for which the contract has no price',
	BOUNDS_INVERTED: 'is less than the smaller bound beside it',
	DAY_UNKNOWN: 'is not a day of every year',
	PERCENT_OVER_100: 'is more than the whole, and counts as the whole',
	PERCENT_RISES: 'is more than the percentage of the procedure before it',
	NOTHING_PRICED: 'prices nothing',
	DOES_NOTHING: 'does nothing with the other settings as they are',
} as const;

type Check = (value: unknown, path: string, problems: Problem[]) => unknown;

export interface Shape extends Check {
	readonly schema: JsonSchema;
}

const shaped = (schema: JsonSchema, check: Check): Shape => Object.assign(check, { schema });

/** A shape that the schema shows once, under its name. */
export const named = (name: string, shape: Shape): Shape =>
	shaped({ title: name, ...shape.schema }, (value, path, problems) => shape(value, path, problems));

export function note(problems: Problem[], path: string, code: ProblemCode): undefined {
	problems.push({ path, code, message: `${path || 'the document'} ${MESSAGES[code]}` });
	return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The path of a document that is looked through for the first time. Nearly all documents are sound, and putting the paths
 * of their parts together costs as much as checking them: they get names when there is something to say about one.
 */
const UNNAMED = '?';

const below = (path: string, key: string): string => {
	if (path === UNNAMED) return UNNAMED;
	return path ? `${path}.${key}` : key;
};

const itemOf = (path: string, at: number): string => (path === UNNAMED ? UNNAMED : `${path}[${at}]`);

/** Checks a document as a whole; what is wrong with it is told by path. */
export function checkDocument(shape: Shape, document: unknown, problems: Problem[]): unknown {
	const found: Problem[] = [];
	const clean = shape(document, UNNAMED, found);
	return found.length === 0 ? clean : shape(document, '', problems);
}

/** A check of a single value. */
const scalar = (schema: JsonSchema, code: ProblemCode, accepts: (value: unknown) => boolean): Shape =>
	shaped(schema, (value, path, problems) => (accepts(value) ? value : note(problems, path, code)));

export function object(fields: Readonly<Record<string, Shape>>): Shape {
	const known = new Map<string, { shape: Shape; isOptional: boolean }>();
	for (const [key, shape] of Object.entries(fields)) {
		known.set(key.replace(/\?$/, ''), { shape, isOptional: key.endsWith('?') });
	}
	const required = [...known.keys()].filter((key) => !known.get(key)?.isOptional);
	return shaped(schemaOfObject(known), (value, path, problems) => {
		if (!isRecord(value)) return note(problems, path, 'NOT_AN_OBJECT');
		const clean: Record<string, unknown> = {};
		for (const key of Object.keys(value)) {
			const field = known.get(key);
			const given = value[key];
			if (!field) note(problems, below(path, key), key === 'currency' ? 'ONE_CURRENCY' : 'UNKNOWN_FIELD');
			else if (given != null) clean[key] = field.shape(given, below(path, key), problems);
		}
		for (const key of required) {
			if (!Object.hasOwn(value, key) || value[key] == null) note(problems, below(path, key), 'REQUIRED');
		}
		return clean;
	});
}

function schemaOfObject(fields: ReadonlyMap<string, { shape: Shape; isOptional: boolean }>): JsonSchema {
	const properties: Record<string, JsonSchema> = {};
	const required: string[] = [];
	for (const [key, { shape, isOptional }] of fields) {
		properties[key] = isOptional ? orNull(shape.schema) : shape.schema;
		if (!isOptional) required.push(key);
	}
	return { type: 'object', properties, required, additionalProperties: false };
}

const MOST_ENTRIES = 100_000;

/** A table by id or code. */
export function tableOf(shape: Shape): Shape {
	const schema = { type: 'object', additionalProperties: orNull(shape.schema) };
	return shaped(schema, (value, path, problems) => {
		if (!isRecord(value)) return note(problems, path, 'NOT_AN_OBJECT');
		const clean: Record<string, unknown> = {};
		for (const [key, entry] of Object.entries(value)) {
			if (key === '__proto__') note(problems, below(path, key), 'UNSAFE_KEY');
			else if (entry != null) clean[key] = shape(entry, below(path, key), problems);
		}
		return clean;
	});
}

/** A list of two, both of them there. */
export function pairOf(first: Shape, second: Shape): Shape {
	const schema = { type: 'array', prefixItems: [first.schema, second.schema], minItems: 2, maxItems: 2 };
	return shaped(schema, (value, path, problems) => {
		if (!Array.isArray(value) || value.length !== 2) return note(problems, path, 'NOT_A_LIST');
		return [first(value[0], itemOf(path, 0), problems), second(value[1], itemOf(path, 1), problems)];
	});
}

export function listOf(shape: Shape, most = MOST_ENTRIES): Shape {
	return shaped({ type: 'array', items: shape.schema, maxItems: most }, (value, path, problems) => {
		if (!Array.isArray(value)) return note(problems, path, 'NOT_A_LIST');
		if (value.length > most) return note(problems, path, 'TOO_MANY');
		return value.map((entry, at) => shape(entry, itemOf(path, at), problems));
	});
}

/** A list with one shape for each place, such as `[from, to]`; `null` is open. */
export function tuple(...shapes: readonly Shape[]): Shape {
	const prefixItems = shapes.map(({ schema }) => orNull(schema));
	return shaped({ type: 'array', prefixItems, maxItems: shapes.length }, (value, path, problems) => {
		if (!Array.isArray(value) || value.length > shapes.length) return note(problems, path, 'NOT_A_LIST');
		return shapes.map((shape, at) =>
			value[at] == null ? null : shape(value[at], itemOf(path, at), problems),
		);
	});
}

/** One of several shapes: a look at the value says which is meant, so that mistakes are told in its words. */
export const either = (shapes: readonly Shape[], choose: (value: unknown) => Shape): Shape =>
	shaped({ anyOf: shapes.map(({ schema }) => schema) }, (value, path, problems) =>
		choose(value)(value, path, problems),
	);

/** The one shape for values of a type, the other for all else. */
export const byType = (type: 'number' | 'string', then: Shape, otherwise: Shape): Shape =>
	either([then, otherwise], (value) => (typeof value === type ? then : otherwise));

/** A shape with a further check of the clean value; `schema` is what JSON Schema can say of it. */
export function refine(
	shape: Shape,
	check: (value: never, path: string, problems: Problem[]) => void,
	schema: JsonSchema = {},
): Shape {
	return shaped({ ...shape.schema, ...schema }, (value, path, problems) => {
		const before = problems.length;
		const clean = shape(value, path, problems);
		if (problems.length === before) check(clean as never, path, problems);
		return clean;
	});
}

/**
 * A part that many documents may share: it is checked once and is the same clean object from then on, with all that was
 * worked out from it. Whoever shares a part must not change it.
 */
export function checkedOnce(shape: Shape): Shape {
	const known = new WeakMap<object, unknown>();
	return shaped(shape.schema, (value, path, problems) => {
		if (typeof value !== 'object' || value === null) return shape(value, path, problems);
		const seen = known.get(value);
		if (seen !== undefined) return seen;
		const before = problems.length;
		const clean = shape(value, path, problems);
		if (problems.length === before) known.set(value, clean);
		return clean;
	});
}

const LONGEST_TEXT = 200;

export const text = scalar(
	{ type: 'string', minLength: 1, maxLength: LONGEST_TEXT },
	'NOT_TEXT',
	(value) => typeof value === 'string' && value.length > 0 && value.length <= LONGEST_TEXT,
);
export const prose = scalar({ type: 'string' }, 'NOT_TEXT', (value) => typeof value === 'string');
export const flag = scalar({ type: 'boolean' }, 'NOT_A_FLAG', (value) => typeof value === 'boolean');
export const date = scalar({ type: 'string', format: 'date' }, 'NOT_A_DATE', isCalendarDate);
export const anything: Shape = shaped({}, (value) => value);

export const count = (least: number, most: number, code: ProblemCode = 'NOT_A_COUNT'): Shape =>
	scalar(
		{ type: 'integer', minimum: least, maximum: most },
		code,
		(value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
	);

/** Zero is written without a sign. */
export const amount: Shape = shaped(
	{ type: 'integer', minimum: 0, maximum: LARGEST_AMOUNT, description: 'in minor units of the currency' },
	(value, path, problems) => {
		if (isMinor(value) && value >= 0) return value + 0;
		const hasCurrency = isRecord(value) && Object.hasOwn(value, 'currency');
		return note(problems, path, hasCurrency ? 'ONE_CURRENCY' : 'NOT_AN_AMOUNT');
	},
);

export const percentUpTo = (most: number): Shape =>
	scalar(
		{
			anyOf: [
				{ type: 'integer', minimum: 0, maximum: most },
				{ type: 'string', pattern: '^\\d{1,4}(\\.\\d{1,6})?$', description: `at most ${most}` },
			],
		},
		'NOT_A_PERCENT',
		(value) => isPercent(value) && Number(value) <= most,
	);

export const oneOf = (...values: readonly (string | number)[]): Shape =>
	scalar({ enum: values }, 'NOT_ONE_OF', (value) => values.includes(value as string | number));

export const dayOfYear = scalar(
	{ type: 'string', pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' },
	'NOT_A_DAY_OF_THE_YEAR',
	(value) => typeof value === 'string' && isCalendarDate(`2024-${value}`),
);
