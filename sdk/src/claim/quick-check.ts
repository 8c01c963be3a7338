import { z } from 'zod';

/** Whether a value is what a schema accepts. */
export type Check = (value: unknown) => boolean;

/**
 * Says of a schema without transforms whether it accepts a value, and looks only at the fields that are there: a claim may have a
 * thousand and has seventy. What a field holds is checked by code of zod's, made when that field is first met.
 */
export function quickCheck(schema: z.ZodType): Check {
	if (schema instanceof z.ZodOptional) return optional(schema as z.ZodOptional<z.ZodType>);
	const structure = structureOf(schema);
	if (!structure) return isPlainText(schema) ? textOfLength(schema) : compiled(schema);
	const checks = checksOf(schema);
	if (checks.length === 0) return structure;
	const others = compiled(z.unknown().check(...checks));
	return (value) => structure(value) && others(value);
}

function structureOf(schema: z.ZodType): Check | undefined {
	if (schema instanceof z.ZodArray) return list(schema as z.ZodArray<z.ZodType>);
	if (schema instanceof z.ZodObject && schema.def.catchall instanceof z.ZodNever) return strictObject(schema);
	return undefined;
}

const checksOf = ({ def }: z.ZodType) => (def.checks ?? []) as unknown as z.core.$ZodCheck<unknown>[];

function compiled(schema: z.ZodType): Check {
	const made = z.compile(schema);
	return (value) => z.validate(made, value);
}

/** Half of all fields are held to nothing but a length. */
const isPlainText = (schema: z.ZodType): schema is z.ZodString =>
	schema instanceof z.ZodString &&
	checksOf(schema).every(({ _zod }) => /^(min|max)_length$/.test(_zod.def.check));

function textOfLength({ minLength, maxLength }: z.ZodString): Check {
	const least = minLength ?? 0;
	const most = maxLength ?? Number.POSITIVE_INFINITY;
	return (value) => typeof value === 'string' && value.length >= least && value.length <= most;
}

function optional(schema: z.ZodOptional<z.ZodType>): Check {
	const inner = quickCheck(schema.unwrap());
	return (value) => value === undefined || inner(value);
}

function list({ element }: z.ZodArray<z.ZodType>): Check {
	const isItem = quickCheck(element);
	return (value) => {
		if (!Array.isArray(value)) return false;
		for (let at = 0; at < value.length; at++) if (!isItem(value[at])) return false;
		return true;
	};
}

interface Field {
	readonly schema: z.ZodType;
	readonly isRequired: boolean;
	check: Check | undefined;
}

function strictObject({ shape }: z.ZodObject): Check {
	const fields = new Map<string, Field>();
	for (const [name, schema] of Object.entries(shape as Record<string, z.ZodType>))
		fields.set(name, { schema, isRequired: !(schema instanceof z.ZodOptional), check: undefined });
	const required = [...fields.values()].filter(({ isRequired }) => isRequired).length;
	return (value) => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
		let missing = required;
		for (const name in value) {
			const field = fields.get(name);
			if (!field) return false;
			field.check ??= quickCheck(field.schema);
			if (!field.check((value as Record<string, unknown>)[name])) return false;
			if (field.isRequired) missing--;
		}
		return missing === 0;
	};
}
