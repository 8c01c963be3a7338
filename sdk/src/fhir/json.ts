import { FhirError, type FhirProblemCode, problemAt } from './problem';

/** A number as it was written: `80.0` stays `80.0` and no amount ever passes through a float. */
export class JsonNumber {
	constructor(readonly text: string) {}

	toJSON(): number {
		return Number(this.text);
	}
}

export type Json = string | boolean | null | JsonNumber | readonly Json[] | JsonObject;
export type JsonObject = { readonly [field: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);

/** FHIR itself nests a dozen levels or so; a QuestionnaireResponse or an extension some more. */
const MOST_DEPTH = 100;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANK = /[ \t\r\n]*/y;
/** What may stand in a string as it is: everything but the quote, the backslash and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const WORDS = { t: ['true', true], f: ['false', false], n: ['null', null] } as const;

/**
 * JSON with its numbers kept as text, its depth bounded and no field twice in an object. The platform's own parser
 * gives floats, and lets the last of two amounts win in silence.
 */
export function parseJson(text: string, firstLine = 1): Json {
	return new Parser(text, firstLine).parse();
}

class Parser {
	private at = 0;

	constructor(
		private readonly text: string,
		private readonly firstLine: number,
	) {}

	parse(): Json {
		const value = this.value(0);
		this.skipBlank();
		if (this.at < this.text.length) throw this.broken('text after the end');
		return value;
	}

	private value(depth: number): Json {
		this.skipBlank();
		const first = this.text[this.at];
		if (first === '{' || first === '[') {
			if (depth >= MOST_DEPTH) throw this.broken(`more than ${MOST_DEPTH} levels`, 'TOO_DEEP');
			this.at++;
			return first === '{' ? this.object(depth + 1) : this.list(depth + 1);
		}
		if (first === '"') return this.string();
		return first === 't' || first === 'f' || first === 'n' ? this.word(first) : this.number();
	}

	private object(depth: number): JsonObject {
		const fields: Record<string, Json> = Object.create(null);
		for (let isFirst = true; !this.closes('}', isFirst); isFirst = false) {
			this.skipBlank();
			const start = this.at;
			if (this.text[start] !== '"') throw this.broken('a field name is expected');
			const name = this.string();
			if (name in fields) {
				this.at = start;
				throw this.broken(name, 'FIELD_REPEATED');
			}
			this.skipBlank();
			if (this.text[this.at] !== ':') throw this.broken('":" is expected');
			this.at++;
			fields[name] = this.value(depth);
		}
		return fields;
	}

	private list(depth: number): Json[] {
		const items: Json[] = [];
		for (let isFirst = true; !this.closes(']', isFirst); isFirst = false) items.push(this.value(depth));
		return items;
	}

	/** Whether the object or list is over; between two members it steps over the comma. */
	private closes(end: string, isFirst: boolean): boolean {
		this.skipBlank();
		const next = this.text[this.at];
		if (next === end) {
			this.at++;
			return true;
		}
		if (isFirst) return false;
		if (next !== ',') throw this.broken(`"," or "${end}" is expected`);
		this.at++;
		return false;
	}

	private string(): string {
		const start = this.at++;
		for (;;) {
			PLAIN.lastIndex = this.at;
			PLAIN.test(this.text);
			this.at = PLAIN.lastIndex;
			const stop = this.text[this.at];
			if (stop === '"') break;
			if (stop !== '\\') throw this.broken('a text is not closed');
			this.at += 2;
		}
		const quoted = this.text.slice(start, ++this.at);
		if (!quoted.includes('\\')) return quoted.slice(1, -1);
		try {
			// Half of a surrogate pair is no character: it becomes what a decoder of UTF-8 makes of one.
			return JSON.parse(quoted).toWellFormed();
		} catch {
			this.at = start;
			throw this.broken('an escape that JSON does not know');
		}
	}

	private word(first: keyof typeof WORDS): boolean | null {
		const [word, value] = WORDS[first];
		if (!this.text.startsWith(word, this.at)) throw this.broken(`"${word}" is expected`);
		this.at += word.length;
		return value;
	}

	private number(): JsonNumber {
		NUMBER.lastIndex = this.at;
		const [text] = NUMBER.exec(this.text) ?? [];
		if (text === undefined) throw this.broken('a value is expected');
		this.at += text.length;
		return new JsonNumber(text);
	}

	private skipBlank(): void {
		BLANK.lastIndex = this.at;
		BLANK.test(this.text);
		this.at = BLANK.lastIndex;
	}

	private broken(detail: string, code: FhirProblemCode = 'JSON_INVALID'): FhirError {
		const isOver = code === 'JSON_INVALID' && this.at >= this.text.length;
		const before = this.text.slice(0, this.at).split('\n');
		const line = this.firstLine + before.length - 1;
		const column = (before.at(-1) ?? '').length + 1;
		return new FhirError(problemAt(isOver ? 'TRUNCATED' : code, { path: '', detail, line, column }));
	}
}
