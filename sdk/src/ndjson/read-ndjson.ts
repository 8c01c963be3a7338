import { type CanonicalClaim, type ClaimSource, shapeWords } from '../claim';
import { isStorable, isText, type JsonOutline, outlineOf, repeatedField } from '../json';
import type { ByteSource } from '../x12/byte-stream';
import { DOCUMENTS, type DocumentName, documentNameOf } from './document-kinds';
import { NdjsonError, type NdjsonProblem, problemAt } from './problem';
import { splitLines } from './split-lines';

/** How canonical documents are read. */
export interface ReadNdjsonOptions {
	/** The longest line, or document of several lines, that is held in memory. */
	readonly mostBytes?: number;
	/** False where the receiver holds the documents against their schema, and only their kind has to be known here. */
	readonly validate?: boolean;
	/** Noted in the source of a claim that names none. */
	readonly file?: string;
}

/** One thing found in a file, in the order of the file. */
export type NdjsonReading =
	| {
			readonly kind: 'document';
			readonly name: DocumentName;
			readonly document: unknown;
			readonly line: number;
	  }
	| {
			readonly kind: 'rejected';
			readonly problems: readonly NdjsonProblem[];
			/** The submitter's number, where the line has one. */
			readonly claim_id: string | undefined;
			readonly text: string;
	  };

const MOST_BYTES = 16_000_000;
const MOST_DEPTH = 60;
const MOST_ISSUES = 20;

/**
 * Canonical documents, one JSON object a line, as they come in; a broken line costs only itself. A file whose first line
 * is no whole object is one document over many lines, or a list of them.
 */
export async function* readNdjson(
	source: ByteSource,
	options: ReadNdjsonOptions = {},
): AsyncGenerator<NdjsonReading> {
	const { mostBytes = MOST_BYTES } = options;
	let whole: string[] | undefined;
	let size = 0;
	let position = 0;
	for await (const line of splitLines(source, mostBytes)) {
		if (line.kind === 'broken') {
			yield rejected([problemAt(line.code, line)], '');
			continue;
		}
		const text = line.line === 1 ? line.text.replace(/^\uFEFF/, '') : line.text;
		if (whole === undefined && text.trim() === '') continue;
		if (position === 0 && whole === undefined && !isWhole(text)) whole = [];
		if (whole) {
			whole.push(text);
			size += text.length;
			if (size > mostBytes) throw new NdjsonError(problemAt('TOO_LONG', line));
		} else yield readText(text, { line: line.line, position: ++position, isLast: line.isLast, options });
	}
	if (whole) yield* readWhole(whole.join('\n'), options);
	else if (position === 0) throw new NdjsonError(problemAt('EMPTY', { line: 1 }));
}

function isWhole(text: string): boolean {
	const trimmed = text.trim();
	return trimmed.startsWith('{') && trimmed.endsWith('}');
}

/** One document written over many lines, or a list of documents. */
function* readWhole(text: string, options: ReadNdjsonOptions): Generator<NdjsonReading> {
	const value = parsed(text, 1, true);
	if ('problem' in value) throw new NdjsonError(value.problem);
	const repeated = repeatedField(text, value.value, value.outline);
	if (repeated !== undefined)
		throw new NdjsonError(problemAt('FIELD_REPEATED', { line: 1, detail: repeated.join('.') }));
	const documents = Array.isArray(value.value) ? value.value : [value.value];
	for (const [at, document] of documents.entries())
		yield isText(document)
			? readValue(document, { line: 1, position: at + 1, options })
			: rejected([problemAt('TEXT_INVALID', { line: 1 })], JSON.stringify(document), document);
}

interface Place {
	readonly line: number;
	readonly position: number;
	readonly options: ReadNdjsonOptions;
}

function readText(text: string, place: Place & { readonly isLast: boolean }): NdjsonReading {
	const { line } = place;
	const read = parsed(text, line, place.isLast);
	if ('problem' in read) return rejected([read.problem], text);
	const { value } = read;
	if (!isStorable(text, value)) return rejected([problemAt('TEXT_INVALID', { line })], text, value);
	const repeated = repeatedField(text, value, read.outline);
	if (repeated === undefined) return readValue(value, place, text);
	return rejected([problemAt('FIELD_REPEATED', { line, detail: repeated.join('.') })], text, value);
}

function readValue(value: unknown, { line, position, options }: Place, text?: string): NdjsonReading {
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
	const name = isObject ? documentNameOf(value) : undefined;
	const asText = () => text ?? JSON.stringify(value);
	if (!name) return rejected([problemAt('DOCUMENT_UNKNOWN', { line })], asText(), value);
	if (options.validate ?? true) {
		const { error } = DOCUMENTS[name].schema.safeParse(value, { error: shapeWords });
		const problems = error?.issues.slice(0, MOST_ISSUES).map(({ code, path, message }) =>
			problemAt(code === 'unrecognized_keys' ? 'UNKNOWN_FIELD' : 'CONTENT', {
				line,
				path: path.join('.'),
				detail: message,
			}),
		);
		if (problems) return rejected(problems, asText(), value);
	}
	if (name === 'claim') placeIn(value as CanonicalClaim, { line, position, options });
	return { kind: 'document', name, document: value, line };
}

/** A claim that came from nowhere else is known again by its place in this file. */
function placeIn(claim: CanonicalClaim, { line, position, options }: Place): void {
	const source = claim.source as ClaimSource | undefined;
	if (typeof source !== 'object' || source === null || source.position !== undefined) return;
	source.position = position;
	source.segment ??= line;
	if (options.file) source.file ??= options.file;
}

function rejected(problems: readonly NdjsonProblem[], text: string, value?: unknown): NdjsonReading {
	const id = typeof value === 'object' && value !== null && 'claim_id' in value ? value.claim_id : undefined;
	return { kind: 'rejected', problems, claim_id: typeof id === 'string' ? id : undefined, text };
}

type Parsed =
	| { readonly value: unknown; readonly outline: JsonOutline }
	| { readonly problem: NdjsonProblem };

function parsed(text: string, line: number, isLast: boolean): Parsed {
	const outline = outlineOf(text, MOST_DEPTH);
	if (outline.isTooDeep) return { problem: problemAt('TOO_DEEP', { line }) };
	try {
		return { value: JSON.parse(text), outline };
	} catch {
		const isCut = isLast && !/[}\]]\s*$/.test(text);
		return { problem: problemAt(isCut ? 'TRUNCATED' : 'JSON_INVALID', { line }) };
	}
}
