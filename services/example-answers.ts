import type { OpenApiDocument } from '@claims-askes/chassis/http/openapi';
import { EXAMPLE_FIELDS, EXAMPLE_OBJECTS } from './example-fields';

/** A schema as OpenAPI 3.1 has it, as far as answers use it. */
interface Schema {
	readonly $ref?: string;
	readonly type?: string | readonly string[];
	readonly format?: string;
	readonly pattern?: string;
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly examples?: readonly unknown[];
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly allOf?: readonly Schema[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly prefixItems?: readonly Schema[];
	readonly additionalProperties?: Schema | boolean;
	readonly propertyNames?: Schema;
	readonly minimum?: number;
	readonly exclusiveMinimum?: number;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly minLength?: number;
	readonly maxLength?: number;
}

/** What a route answers where all goes well: the status and the `data` of the envelope. */
export interface ExampleAnswer {
	readonly status: number;
	readonly data: unknown;
}

/** Fields that may be left out and that a reader looks for all the same; of others only those that have an example are told. */
const TOLD: ReadonlySet<string> = new Set([
	'lines',
	'diagnoses',
	'patient',
	'subscriber',
	'payer',
	'coverages',
	'adjustments',
]);
/** Whatever is deeper is left empty: a schema may hold itself. */
const DEEPEST = 9;

/** An example of each JSON answer of a document, by `GET /api/v1/claims/{id}`; the same each time. */
export function exampleAnswers(document: OpenApiDocument): Record<string, ExampleAnswer> {
	const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
	const answers: Record<string, ExampleAnswer> = {};
	for (const [path, operations] of Object.entries(document.paths)) {
		for (const [method, operation] of Object.entries<unknown>(operations)) {
			const found = isOperation(operation) ? successOf(operation) : undefined;
			const data = found?.schema.properties?.data;
			if (!found || !data) continue;
			const value = new Examples(schemas, nounOf(path)).of(data, '', 0);
			answers[`${method.toUpperCase()} ${path}`] = { status: found.status, data: value };
		}
	}
	return answers;
}

interface Operation {
	readonly responses: Readonly<
		Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
	>;
}

const isOperation = (part: unknown): part is Operation =>
	typeof part === 'object' && part !== null && 'responses' in part;

function successOf({ responses }: Operation): { status: number; schema: Schema } | undefined {
	const status = Object.keys(responses).find((code) => code.startsWith('2'));
	const schema = status ? responses[status]?.content?.['application/json']?.schema : undefined;
	return schema ? { status: Number(status), schema } : undefined;
}

/** What a route is about: `claim` of `/api/v1/claims/{id}/history`. */
const nounOf = (path: string): string =>
	(path.split('/')[3] ?? 'thing').replace(/ies$/, 'y').replace(/s$/, '');

class Examples {
	constructor(
		private readonly schemas: Readonly<Record<string, Schema>>,
		/** Whose id a bare `id` is. */
		private readonly noun: string,
	) {}

	of(schema: Schema, field: string, depth: number): unknown {
		const whole = EXAMPLE_OBJECTS[nameOf(schema)];
		if (whole) return whole;
		const plain = this.resolve(schema);
		const named = EXAMPLE_FIELDS[field];
		if (named === null && this.mayBeNull(schema)) return null;
		if (named != null && this.fits(named, plain)) return named;
		if (plain.const !== undefined) return plain.const;
		if (plain.enum) return plain.enum[0];
		const example = plain.examples?.find((one) => this.fits(one, plain));
		if (example !== undefined) return example;
		switch (typeOf(plain)) {
			case 'object':
				return this.anObject(plain, field, depth);
			case 'array':
				return this.aList(plain, field, depth);
			case 'string':
				return this.aText(plain, field);
			case 'integer':
			case 'number':
				return plain.minimum ?? (plain.exclusiveMinimum === undefined ? 1 : plain.exclusiveMinimum + 1);
			case 'boolean':
				return false;
			case 'null':
				return null;
			default:
				return {};
		}
	}

	/** The schema that is referred to; of several the first that is something; parts of a whole as one. */
	private resolve(schema: Schema): Schema {
		const { $ref, anyOf, oneOf, allOf } = schema;
		if ($ref) return this.resolve(this.schemas[nameOf(schema)] ?? {});
		const one = (anyOf ?? oneOf)?.map((part) => this.resolve(part)).find((part) => part.type !== 'null');
		if (one) return { ...one, ...(schema.examples ? { examples: schema.examples } : {}) };
		if (!allOf) return schema;
		const parts = allOf.map((part) => this.resolve(part));
		return {
			...schema,
			...Object.assign({}, ...parts),
			properties: Object.assign({}, ...parts.map((part) => part.properties)),
		};
	}

	private anObject(
		{ properties, required = [], additionalProperties, propertyNames }: Schema,
		field: string,
		depth: number,
	): unknown {
		if (depth > DEEPEST) return {};
		if (properties)
			return Object.fromEntries(
				Object.entries(properties)
					.filter(([name]) => required.includes(name) || name in EXAMPLE_FIELDS || TOLD.has(name))
					.map(([name, schema]) => [name, this.of(schema, name, depth + 1)]),
			);
		if (typeof additionalProperties !== 'object') return {};
		const anyKey = () => String(propertyNames ? this.of(propertyNames, '', depth + 1) : 'name');
		const keys = required.length > 0 ? required : [anyKey()];
		return Object.fromEntries(keys.map((key) => [key, this.of(additionalProperties, field, depth + 1)]));
	}

	private aList({ items, prefixItems, maxItems }: Schema, field: string, depth: number): unknown[] {
		if (prefixItems) return prefixItems.map((item) => this.of(item, field, depth + 1));
		return items && depth <= DEEPEST && maxItems !== 0 ? [this.of(items, field, depth + 1)] : [];
	}

	/** Of free text the field's own name says most. */
	private aText(schema: Schema, field: string): string {
		const isId = field === 'id' || field.endsWith('_id');
		if (field === 'number' && !schema.pattern) return `${this.noun.slice(0, 3).toUpperCase()}-2026-00000042`;
		if (field !== '' && !isId && !schema.pattern && !schema.format) return field;
		const id = idOf(field === 'id' ? this.noun : field.replace(/_ids?$/, ''));
		const fitting = [id, ...TEXTS].find((text) => this.fits(text, schema));
		if (fitting === undefined) throw new Error(`no example fits ${field}: ${JSON.stringify(schema)}`);
		return fitting;
	}

	private mayBeNull(schema: Schema): boolean {
		const { $ref, type, anyOf = [] } = schema;
		if ($ref) return this.mayBeNull(this.schemas[nameOf(schema)] ?? {});
		return [type ?? []].flat().includes('null') || anyOf.some((part) => this.mayBeNull(part));
	}

	/** As far as single values go: an object or list is put together to fit. */
	private fits(value: unknown, schema: Schema): boolean {
		const type = typeOf(schema);
		if (schema.enum) return schema.enum.includes(value);
		if (schema.const !== undefined) return schema.const === value;
		if (value === null) return type === 'null';
		if (Array.isArray(value)) {
			const { items } = schema;
			return (
				type === 'array' && items !== undefined && value.every((one) => this.fits(one, this.resolve(items)))
			);
		}
		if (typeof value === 'number')
			return (type === 'integer' || type === 'number') && value >= (schema.minimum ?? 0);
		if (typeof value !== 'string' || type !== 'string') return false;
		const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
		return (
			value.length >= minLength &&
			value.length <= maxLength &&
			(!pattern || new RegExp(pattern, 'u').test(value))
		);
	}
}

/** Of a schema that is referred to. */
const nameOf = ({ $ref = '' }: Schema): string => $ref.slice($ref.lastIndexOf('/') + 1);

const typeOf = ({ type, properties, items }: Schema): string | undefined => {
	const [first] = [type ?? []].flat().filter((one) => one !== 'null');
	return first ?? (properties ? 'object' : items ? 'array' : type === 'null' ? 'null' : undefined);
};

/** One for each shape of text that has a pattern: a date, an instant, a decimal, a number, a word. */
const TEXTS = [
	'2026-06-10',
	'2026-06-12T08:30:00.000Z',
	'1.00',
	'1',
	'10',
	'A1',
	'AA',
	'08:30',
	'06-10',
	'a',
	'a.b',
	'R1',
	'1234567893',
	'USD',
];

/** An id that is the same wherever the same kind of thing is meant, of the form that ids have. */
function idOf(kind: string): string {
	const digits = Bun.SHA256.hash(kind || 'thing', 'hex').slice(0, 15);
	return `0197a3c4-5e00-7${digits.slice(0, 3)}-8${digits.slice(3, 6)}-${digits.slice(3, 15)}`;
}
