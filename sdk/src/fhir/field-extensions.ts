import type { Cursor } from './cursor';
import { parseJson } from './json';
import { FhirError } from './problem';

/**
 * What the canonical claim says and FHIR R4 has no place for travels in extensions of this name, one a field,
 * its value as JSON. Other systems may ignore them; they carry nothing that FHIR itself could say.
 */
const FIELD = 'urn:claims-askes:field:';
/** Identifiers are qualified in X12's short codes; FHIR wants a URI. */
const QUALIFIER = 'urn:claims-askes:identifier:';

export interface FieldExtension {
	readonly url: string;
	readonly valueString: string;
}

export const writeFields = (fields: object): FieldExtension[] =>
	Object.entries(fields)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => ({ url: FIELD + name, valueString: JSON.stringify(value) }));

/** The fields that our own writer left on a resource; whether they make sense is asked of the whole claim. */
export function readFields(cursor: Cursor): Record<string, unknown> {
	const fields: [string, unknown][] = [];
	for (const extension of cursor.items('extension')) {
		const url = extension.peek('url');
		if (!url?.startsWith(FIELD)) continue;
		const text = extension.peek('valueString') ?? '';
		try {
			parseJson(text);
			fields.push([url.slice(FIELD.length), JSON.parse(text)]);
			extension.take();
		} catch (error) {
			if (!(error instanceof FhirError)) throw error;
			extension.report('STRUCTURE', 'the value is not JSON', text);
		}
	}
	return Object.fromEntries(fields);
}

export const writeQualifier = (qualifier: string) =>
	qualifier.includes(':') ? qualifier : QUALIFIER + encodeURIComponent(qualifier);

export const readQualifier = (system: string) =>
	system.startsWith(QUALIFIER) ? decodeSafely(system.slice(QUALIFIER.length)) : system;

function decodeSafely(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
