/** A JSON Schema (draft 2020-12), or a part of one. */
export interface JsonSchema {
	readonly [keyword: string]: unknown;
}

const NULL: JsonSchema = { type: 'null' };

/** The same, or null: a field that is optional may also be there and hold nothing. */
export function orNull(schema: JsonSchema): JsonSchema {
	const { type, enum: values, anyOf, title } = schema;
	if (title !== undefined) return { anyOf: [schema, NULL] };
	if (typeof type === 'string') return { ...schema, type: [type, 'null'] };
	if (Array.isArray(values)) return { ...schema, enum: [...values, null] };
	return Array.isArray(anyOf) ? { ...schema, anyOf: [...anyOf, NULL] } : schema;
}

/** A schema as a document of its own: each part with a title is there once, and referred to by it. */
export function schemaDocument(title: string, description: string, schema: JsonSchema): JsonSchema {
	const $defs: Record<string, unknown> = {};
	const lift = (part: unknown): unknown => {
		if (Array.isArray(part)) return part.map(lift);
		if (typeof part !== 'object' || part === null) return part;
		const { title: name, ...rest } = part as JsonSchema;
		const lifted = () => Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, lift(value)]));
		if (typeof name !== 'string') return name === undefined ? lifted() : { title: lift(name), ...lifted() };
		$defs[name] ??= lifted();
		return { $ref: `#/$defs/${name}` };
	};
	const whole = lift(schema) as JsonSchema;
	return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, description, ...whole, $defs };
}
