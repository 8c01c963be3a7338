import { type ReadDocument, readDocument } from './read-document';

/** Parts of the facts that other cases are likely to repeat word for word; the ones that hold others' names first. */
const SHARED = ['contracts', 'plan', 'codes'] as const;
type Shared = (typeof SHARED)[number];

const KEYS = {
	contracts: /"contracts"\s*:\s*(?=\[)/,
	plan: /"plan"\s*:\s*(?=\{)/,
	codes: /"codes"\s*:\s*(?=\{)/,
} as const satisfies Record<Shared, RegExp>;

/** Of each part, how many texts are kept, and how long all together. */
const MOST_TEXTS = 50;
const MOST_CHARACTERS = 16_000_000;

/**
 * Parses documents and gives parts that read the same the same object, so that a plan is read, checked and arranged once
 * and not with every case of a long file. What comes out is what `JSON.parse` gives, whatever the document is.
 */
export class SharedParts {
	/** Stands in the text where a known part was cut out. Nobody can write it by chance, or on purpose. */
	readonly #placeholder = `shared ${crypto.randomUUID()}`;
	readonly #known: Record<Shared, Map<string, unknown>> = {
		contracts: new Map(),
		plan: new Map(),
		codes: new Map(),
	};
	#kept = 0;

	parse(text: string): ReadDocument {
		const cut = new Map<Shared, unknown>();
		let rest = text;
		for (const name of SHARED) {
			const from = endOfKey(rest, KEYS[name]);
			const part = from < 0 ? undefined : this.#partAt(name, rest, from);
			if (part === undefined) continue;
			rest = `${rest.slice(0, from)}"${this.#placeholder}"${rest.slice(from + part.text.length)}`;
			cut.set(name, part.value);
		}
		const read = readDocument(rest);
		const facts = fieldOf(read.document, 'facts');
		for (const [name, value] of cut) {
			// A part of that name stood elsewhere, or twice: the document is read as it is.
			if (!isRecord(facts) || facts[name] !== this.#placeholder) return readDocument(text);
			facts[name] = value;
		}
		return read;
	}

	#partAt(name: Shared, text: string, from: number): { text: string; value: unknown } | undefined {
		const known = this.#known[name];
		for (const [part, value] of known) {
			if (text.startsWith(part, from)) return { text: part, value };
		}
		const part = textOfValue(text, from);
		if (part === undefined) return undefined;
		const { document: value, twice } = readDocument(part);
		// Left where it is, it is refused with its whole path.
		if (twice !== undefined) return undefined;
		this.#keep(known, part, value);
		return { text: part, value };
	}

	#keep(known: Map<string, unknown>, text: string, value: unknown): void {
		if (known.size >= MOST_TEXTS || this.#kept + text.length > MOST_CHARACTERS) {
			for (const texts of Object.values(this.#known)) texts.clear();
			this.#kept = 0;
		}
		this.#kept += text.length;
		known.set(text, value);
	}
}

function endOfKey(text: string, key: RegExp): number {
	const found = key.exec(text);
	return found ? found.index + found[0].length : -1;
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);

/** The text of the list or object that begins here, up to its own end; undefined where it has none. */
function textOfValue(text: string, from: number): string | undefined {
	let depth = 0;
	for (let at = from; at < text.length; at++) {
		const character = text.charCodeAt(at);
		if (character === QUOTE) at = endOfString(text, at);
		else if (OPENING.has(character)) depth++;
		else if (CLOSING.has(character) && --depth === 0) return text.slice(from, at + 1);
	}
	return undefined;
}

function endOfString(text: string, from: number): number {
	let at = from + 1;
	while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
	return at;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldOf = (value: unknown, name: string): unknown =>
	isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
