import type { ByteSource } from '../x12/byte-stream';
import { asReadable, decoded } from '../x12/decoded';
import { type Json, parseJson } from './json';
import { FhirError, type FhirProblem, type FhirProblemCode, problemAt } from './problem';

export interface DocumentLimits {
	/** The longest JSON document, or line of NDJSON, that is held in memory: in characters. */
	readonly mostCharacters?: number;
}

interface DocumentOptions extends DocumentLimits {
	/** Whether a line of NDJSON is wanted; one that is not is passed over unread. */
	readonly isWanted?: (line: string) => boolean;
}

/** One JSON document of a file, or the reason why a line of it is none. */
export type FhirDocument = {
	readonly line: number /** Of a line of NDJSON, as it stands. */;
	readonly text?: string;
} & (
	| { readonly kind: 'json'; readonly json: Json }
	| { readonly kind: 'problem'; readonly problem: FhirProblem; readonly text: string }
);

const MOST_CHARACTERS = 200_000_000;

/**
 * The documents of a file as they come in. A file whose first line is a whole document is NDJSON and is handed out
 * line by line; in it a broken line costs only itself. Any other file is one document.
 */
export async function* readDocuments(
	source: ByteSource,
	{ mostCharacters = MOST_CHARACTERS, isWanted = () => true }: DocumentOptions = {},
): AsyncGenerator<FhirDocument> {
	const whole: string[] = [];
	let characters = 0;
	let isLines: boolean | undefined;
	let line = 0;
	for await (const text of linesOf(source, mostCharacters)) {
		line++;
		if (text.trim() === '' && whole.length === 0) continue;
		if (isLines === undefined) {
			if (text.trimStart().startsWith('<')) throw failure('XML_UNSUPPORTED', line);
			isLines = isWholeLine(text);
			if (!isLines) whole.push(...Array.from({ length: line - 1 }, () => ''));
		}
		if (isLines) {
			if (isWanted(text)) yield parseLine(text, line);
		} else {
			if (!text.isWellFormed()) throw failure('ENCODING', line);
			whole.push(text);
			characters += text.length;
			if (characters > mostCharacters) throw failure('TOO_LARGE', line);
		}
	}
	if (whole.length > 0) yield { kind: 'json', json: parseJson(whole.join('\n')), line: 1 };
	else if (isLines === undefined) throw failure('TRUNCATED', Math.max(line, 1));
}

const failure = (code: FhirProblemCode, line: number) => new FhirError(problemAt(code, { path: '', line }));

/** Also where the line is broken inside: its braces say that it was meant to be whole. */
function isWholeLine(text: string): boolean {
	const trimmed = text.trim();
	if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return false;
	try {
		parseJson(trimmed);
		return true;
	} catch (error) {
		return error instanceof FhirError && error.problem.code !== 'TRUNCATED';
	}
}

function parseLine(text: string, line: number): FhirDocument {
	try {
		if (!text.isWellFormed()) throw failure('ENCODING', line);
		return { kind: 'json', json: parseJson(text, line), line, text };
	} catch (error) {
		if (!(error instanceof FhirError)) throw error;
		return { kind: 'problem', problem: error.problem, line, text: asReadable(text) };
	}
}

/** The lines of a file; no line longer than may be held is gathered. */
async function* linesOf(source: ByteSource, mostCharacters: number): AsyncGenerator<string> {
	let parts: string[] = [];
	let held = 0;
	let line = 1;
	for await (const text of decoded(source)) {
		const [head = '', ...rest] = text.split('\n');
		parts.push(head);
		held += head.length;
		for (const next of rest) {
			yield parts.join('');
			line++;
			parts = [next];
			held = next.length;
		}
		if (held > mostCharacters) throw failure('TOO_LARGE', line);
	}
	yield parts.join('');
}
