import { isObject, type Json } from './json';
import { FhirError, type FhirProblem, problemAt } from './problem';
import { isResourceType } from './resource-types';
import { addressOf, type PlacedResource, placedResource, ResourceIndex } from './resources';
import { findOtherVersion } from './versions';

/** A batch of Bundles may be a Bundle; more than that is nobody's honest file. */
const MOST_BUNDLES = 4;

/** Resources that hold others, and where: what an operation is given comes as Parameters. */
const HOLDERS: Readonly<Record<string, string>> = { Bundle: 'entry', Parameters: 'parameter' };

export interface PlacedEntry extends PlacedResource {
	readonly fullUrl?: string | undefined;
}

/** The resources of a document, by their names and by their kinds; other versions of FHIR are refused. */
export function openDocument(json: Json, line: number) {
	const root = placedResource(json);
	if (!root) throw new FhirError(problemAt('NOT_FHIR', { path: '', line }));
	if (!isResourceType(root.type)) throw new FhirError(unknownResource(root, line));
	const entries: PlacedEntry[] = root.type in HOLDERS ? [...entriesOf(root, 1)] : [root];
	refuseOtherVersions(entries, line);
	const index = new ResourceIndex();
	const resources: Record<string, number> = {};
	for (const entry of entries) {
		index.add(entry, entry.fullUrl);
		if (isResourceType(entry.type)) resources[entry.type] = (resources[entry.type] ?? 0) + 1;
	}
	return { root, entries, index, resources };
}

export const unknownResource = ({ type, path }: PlacedResource, line: number): FhirProblem =>
	type === ''
		? problemAt('NOT_FHIR', { path, line })
		: problemAt('RESOURCE_UNKNOWN', { path, line, detail: type.slice(0, 100) });

function* entriesOf({ type, resource, path }: PlacedResource, depth: number): Generator<PlacedEntry> {
	const name = HOLDERS[type] ?? '';
	const entries = Array.isArray(resource[name]) ? (resource[name] as readonly Json[]) : [];
	for (const [at, entry] of entries.entries()) {
		if (!isObject(entry) || !isObject(entry.resource)) continue;
		const place = `${path}.${name}[${at}].resource`;
		const placed = placedResource(entry.resource, place) ?? {
			resource: entry.resource,
			type: '',
			path: place,
		};
		if (placed.type in HOLDERS && depth < MOST_BUNDLES) yield* entriesOf(placed, depth + 1);
		else {
			const fullUrl = typeof entry.fullUrl === 'string' ? entry.fullUrl : undefined;
			yield { ...placed, fullUrl, base: fullUrl === undefined ? undefined : addressOf(fullUrl)?.base };
		}
	}
}

function refuseOtherVersions(entries: readonly PlacedEntry[], line: number): void {
	for (const entry of entries) {
		const found = findOtherVersion(entry);
		if (found)
			throw new FhirError(
				problemAt('VERSION_UNSUPPORTED', { path: found.path, line, detail: `this is ${found.version}` }),
			);
	}
}
