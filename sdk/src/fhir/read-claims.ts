import type { CanonicalClaim, ClaimSource } from '../claim';
import type { ByteSource } from '../x12/byte-stream';
import type { AnsweredClaims } from './answered-claims';
import { addBeside, type ResourcesBeside } from './beside';
import { type DocumentLimits, type FhirDocument, readDocuments } from './documents';
import { writeExact } from './extras';
import { isObject, type Json, type JsonObject } from './json';
import { openDocument, type PlacedEntry, unknownResource } from './open-document';
import { FhirError, type FhirProblem, problemAt } from './problem';
import { readClaim } from './read-claim';
import { isResourceType } from './resource-types';
import type { PlacedResource, ResourceIndex } from './resources';

/** How FHIR R4 is read. */
export interface ReadFhirOptions extends DocumentLimits {
	/** The currency of amounts where a claim names none. */
	readonly currency?: string;
	/** Noted in every claim's source. */
	readonly file?: string;
	/** Where what claims refer to is looked for, once it is not in their own document. */
	readonly beside?: ResourcesBeside | undefined;
	/** What other files answered that belong together with this one. */
	readonly answered?: AnsweredClaims | undefined;
}

/** One thing found in a file, in the order of the file. */
export type FhirReading =
	| { readonly kind: 'claim'; readonly claim: CanonicalClaim; readonly warnings: readonly FhirProblem[] }
	| {
			readonly kind: 'rejected';
			readonly claim_id: string | undefined;
			readonly problems: readonly FhirProblem[];
			readonly warnings: readonly FhirProblem[];
			/** As far as it was read; its fields are not checked. */
			readonly claim: Partial<CanonicalClaim>;
			readonly source: ClaimSource;
			/** The Claim resource as JSON. */
			readonly text: string;
	  }
	/** A line of NDJSON, as it stands, that cannot be read: it may have been a claim. */
	| { readonly kind: 'problem'; readonly problem: FhirProblem; readonly text: string }
	| { readonly kind: 'document'; readonly document: DocumentSummary };

/** What one document (a resource, a Bundle, a line of NDJSON) held, once it is over. */
export interface DocumentSummary {
	readonly line: number;
	readonly resource_type: string;
	readonly bundle_type: string | undefined;
	/** That it is only a part of what was asked for. */
	readonly warnings: readonly FhirProblem[];
	/** How many resources of each type, the Bundle itself left out. */
	readonly resources: Readonly<Record<string, number>>;
	/** Those among them that are no claims, or no answers, and were not read for themselves. */
	readonly others: Readonly<Record<string, number>>;
	/** Those among the others that tell again of a decision that was read already. */
	readonly repeated: Readonly<Record<string, number>>;
	readonly accepted: number;
	readonly rejected: number;
}

/**
 * Reads the claims of FHIR R4 in JSON: Claim resources alone, in Bundles of any type, and as NDJSON, as they come in.
 * A file that cannot be read ends in a `FhirError`; a line of NDJSON that cannot be read is a problem of that line alone.
 */
export const readFhirClaims = (
	source: ByteSource,
	options: ReadFhirOptions = {},
): AsyncGenerator<FhirReading> => readFhirFile(source, options, () => CLAIM_READERS);

export const CLAIM_READERS = { Claim: readEntry };

/** How each type of resource is read; one of another type, and one that gives nothing because it repeats another, is only counted. */
export type EntryReaders<R> = Readonly<
	Record<string, (entry: PlacedResource, context: EntryContext) => R | undefined>
>;

export interface EntryContext {
	readonly index: ResourceIndex;
	readonly options: ReadFhirOptions;
	readonly source: ClaimSource;
}

type Rejected = Extract<FhirReading, { kind: 'rejected' }>;
type Broken = Extract<FhirReading, { kind: 'problem' }>;
type Over = Extract<FhirReading, { kind: 'document' }>;

/** Reads the resources of a file; which of them, may be told from what each document holds. */
export async function* readFhirFile<R extends { readonly kind: string }>(
	source: ByteSource,
	options: ReadFhirOptions,
	readersFor: (resources: DocumentSummary['resources']) => EntryReaders<R>,
): AsyncGenerator<R | Rejected | Broken | Over> {
	let position = 0;
	let documents = 0;
	let first: Broken | undefined;
	for await (const found of readDocuments(source, options)) {
		if (first) yield first;
		first = undefined;
		documents++;
		for await (const reading of readFound(found, { line: found.line, position, options, readersFor })) {
			if (documents === 1 && isBroken(reading)) {
				first = reading;
				continue;
			}
			if (reading.kind !== 'problem' && reading.kind !== 'document') position++;
			yield reading;
		}
	}
	// One line alone is a file that cannot be read.
	if (first) throw new FhirError(first.problem);
}

const isBroken = (reading: { readonly kind: string }): reading is Broken => reading.kind === 'problem';

async function* readFound<R extends { readonly kind: string }>(
	found: FhirDocument,
	place: DocumentPlace<R>,
): AsyncGenerator<R | Rejected | Broken | Over> {
	if (found.kind === 'problem') {
		yield found;
		return;
	}
	try {
		yield* readDocument(found.json, place);
	} catch (error) {
		if (!(error instanceof FhirError) || found.text === undefined) throw error;
		yield { kind: 'problem', problem: error.problem, text: found.text };
	}
}

interface DocumentPlace<R> {
	readonly line: number;
	/** How many claims, or answers, stand before this document. */
	readonly position: number;
	readonly options: ReadFhirOptions;
	readonly readersFor: (resources: DocumentSummary['resources']) => EntryReaders<R>;
}

async function* readDocument<R extends { readonly kind: string }>(
	json: Json,
	{ line, position, options, readersFor }: DocumentPlace<R>,
): AsyncGenerator<R | Rejected | Over> {
	const { root, entries, index, resources } = openDocument(json, line);
	const counts = { accepted: 0, rejected: 0 };
	const repeated: Record<string, number> = {};
	const readers = readersFor(resources);
	const readerOf = ({ type }: PlacedEntry) => (Object.hasOwn(readers, type) ? readers[type] : undefined);
	if (options.beside) await addBeside(entries.filter(readerOf), index, options.beside);
	for (const entry of entries) {
		const read = readerOf(entry);
		if (!read && isResourceType(entry.type)) continue;
		const place = position + counts.accepted + counts.rejected + 1;
		const source = sourceOf(root.resource, place, line, options);
		// It may have been meant for a claim.
		const reading = read ? read(entry, { index, options, source }) : unknownEntry(entry, source);
		if (!reading) {
			repeated[entry.type] = (repeated[entry.type] ?? 0) + 1;
			continue;
		}
		counts[reading.kind === 'rejected' ? 'rejected' : 'accepted']++;
		yield reading;
	}
	const next = nextLinkOf(root.resource);
	const warnings = next ? [problemAt('MORE_PAGES', { path: next, line, level: 'warning' })] : [];
	const bundleType = typeof root.resource.type === 'string' ? root.resource.type : undefined;
	const document = {
		line,
		resource_type: root.type,
		bundle_type: root.type === 'Bundle' ? bundleType : undefined,
	};
	const unread = Object.entries(resources).filter(([type]) => !(type in readers));
	const others = { ...Object.fromEntries(unread), ...repeated };
	yield { kind: 'document', document: { ...document, warnings, resources, others, repeated, ...counts } };
}

/** Where a page of a search names the one after it. */
function nextLinkOf({ link }: JsonObject): string | undefined {
	const links: readonly Json[] = Array.isArray(link) ? link : [];
	const at = links.findIndex((one) => isObject(one) && one.relation === 'next');
	return at < 0 ? undefined : `Bundle.link[${at}]`;
}

const unknownEntry = (entry: PlacedEntry, source: ClaimSource): Rejected => ({
	kind: 'rejected',
	claim_id: undefined,
	problems: [unknownResource(entry, source.segment ?? 1)],
	warnings: [],
	claim: {},
	source,
	text: writeExact(entry.resource),
});

function readEntry(
	entry: PlacedResource,
	{ index, options, source }: EntryContext,
): Extract<FhirReading, { kind: 'claim' | 'rejected' }> {
	const { claim, problems, warnings } = readClaim(entry, {
		index,
		source,
		currency: options.currency,
	});
	if (problems.length === 0) return { kind: 'claim', claim, warnings };
	const text = writeExact(entry.resource);
	return {
		kind: 'rejected',
		claim_id: claim.claim_id || undefined,
		problems,
		warnings,
		claim,
		source: claim.source,
		text,
	};
}

function sourceOf(root: JsonObject, position: number, line: number, { file }: ReadFhirOptions): ClaimSource {
	const bundle =
		isObject(root.identifier) && root.resourceType === 'Bundle' ? root.identifier.value : undefined;
	return {
		format: 'fhir-r4',
		version: '4.0.1',
		position,
		segment: line,
		...(file === undefined ? {} : { file }),
		...(typeof bundle === 'string' && bundle.length > 0 && bundle.length <= 50
			? { interchange_control_number: bundle }
			: {}),
	};
}
