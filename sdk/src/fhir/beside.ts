import type { ByteSource } from '../x12/byte-stream';
import { type DocumentLimits, readDocuments } from './documents';
import { writeExact } from './extras';
import { isObject, type Json, parseJson } from './json';
import { openDocument, type PlacedEntry } from './open-document';
import { FhirError } from './problem';
import {
	namesOf,
	type PlacedResource,
	placedResource,
	type ResourceIndex,
	withoutVersion,
} from './resources';

/** Where the resources are that lie in other files, or on other lines, than the claims that refer to them. */
export interface ResourcesBeside {
	/** Each different resource, as JSON, that bears a name. */
	find(name: string): Promise<readonly string[]>;
}

/** What is told of patients, coverage and providers; of everything else a claim says itself what is wanted of it. */
const REFERRED = new Set([
	'Coverage',
	'Location',
	'Organization',
	'Patient',
	'Practitioner',
	'PractitionerRole',
	'RelatedPerson',
]);
/** Those among them that lead on to others that a claim wants. */
const REFERRING = new Set(['Coverage', 'PractitionerRole']);

/** One of them, under every name that a reference may have for it. */
export interface ReferredResource {
	readonly names: readonly string[];
	readonly text: string;
}

const TYPE = /"resourceType"\s*:\s*"(\w+)"/;
/** Nearly every line tells its type first, so that those of no use need not be parsed. */
const mayBeReferred = (line: string): boolean => REFERRED.has(TYPE.exec(line)?.[1] ?? '');

/** The resources of a file that claims of other files may refer to; what is wrong with the file is found where it is read. */
export async function* readReferred(
	source: ByteSource,
	limits: DocumentLimits = {},
): AsyncGenerator<ReferredResource> {
	try {
		for await (const found of readDocuments(source, { ...limits, isWanted: mayBeReferred }))
			if (found.kind === 'json') yield* referredIn(found.json, found.line);
	} catch (error) {
		if (!(error instanceof FhirError)) throw error;
	}
}

function* referredIn(json: Json, line: number): Generator<ReferredResource> {
	for (const entry of openDocument(json, line).entries)
		if (REFERRED.has(entry.type))
			yield { names: namesOf(entry, entry.fullUrl), text: writeExact(entry.resource) };
}

/** Fetches what claims, or answers, refer to and their own document does not hold. */
export async function addBeside(
	referring: readonly PlacedEntry[],
	index: ResourceIndex,
	beside: ResourcesBeside,
): Promise<void> {
	const asked = new Set<string>();
	const waiting: Pick<PlacedResource, 'resource' | 'base'>[] = [...referring];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		for (const reference of referencesIn(next.resource)) {
			const name = withoutVersion(reference);
			if (name.startsWith('#') || asked.has(name) || index.find(name, next.base)) continue;
			asked.add(name);
			const found = await findOne(name, beside);
			if (found === 'many') index.addAmbiguous(name);
			else if (found) {
				index.addAs(name, found);
				if (REFERRING.has(found.type)) waiting.push(found);
			}
		}
	}
}

/** By the reference as it stands, else by the resource's type and id: files say nowhere which server they come from. */
async function findOne(name: string, beside: ResourcesBeside) {
	let texts = await beside.find(name);
	if (texts.length === 0 && name.includes('://'))
		texts = await beside.find(name.split('/').slice(-2).join('/'));
	const [text, another] = texts;
	if (another !== undefined) return 'many';
	return text === undefined ? undefined : placedResource(parseJson(text));
}

function* referencesIn(json: Json): Generator<string> {
	if (Array.isArray(json)) for (const part of json) yield* referencesIn(part);
	if (!isObject(json)) return;
	for (const name in json) {
		const value = json[name];
		if (name === 'reference' && typeof value === 'string') yield value;
		else if (typeof value === 'object' && value !== null) yield* referencesIn(value);
	}
}
