/**
 * Of two keys alike `JSON.parse` keeps the last and says nothing: a case would be decided by one of two amounts. Every key
 * stands between a quote and a colon, so a text with as many of those as its document has keys repeats none; only of
 * another text is it worth finding out where.
 */
export function repeatedKey(text: string, keys: number): string | undefined {
	return mostKeysOf(text) > keys ? new KeyReader(text).repeated() : undefined;
}

const QUOTE = 34;
const SPACE = 32;

/** Colons after a quote: those of all keys, and perhaps of some texts. */
function mostKeysOf(text: string): number {
	let keys = 0;
	for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
		let before = at - 1;
		while (isSpace(text.charCodeAt(before))) before--;
		if (text.charCodeAt(before) === QUOTE) keys++;
	}
	return keys;
}

const isSpace = (character: number): boolean => character <= SPACE;

/** Walks through a text that is known to be JSON. */
class KeyReader {
	#at = 0;

	constructor(private readonly text: string) {}

	/** The path of the first key that its object has already. */
	repeated(path = ''): string | undefined {
		const opening = this.#next();
		if (opening === '{') return this.#inObject(path);
		if (opening === '[') return this.#inList(path);
		if (opening === '"') this.#string();
		else while (this.#at < this.text.length && !',]}'.includes(this.text.charAt(this.#at))) this.#at++;
		return undefined;
	}

	#inObject(path: string): string | undefined {
		const known = new Set<string>();
		this.#at++;
		while (this.#next() !== '}') {
			const key = this.#string();
			const own = path ? `${path}.${key}` : key;
			if (known.has(key)) return own;
			known.add(key);
			this.#next();
			this.#at++;
			const found = this.repeated(own);
			if (found !== undefined) return found;
			if (this.#next() === ',') this.#at++;
		}
		this.#at++;
		return undefined;
	}

	#inList(path: string): string | undefined {
		this.#at++;
		for (let item = 0; this.#next() !== ']'; item++) {
			const found = this.repeated(`${path}[${item}]`);
			if (found !== undefined) return found;
			if (this.#next() === ',') this.#at++;
		}
		this.#at++;
		return undefined;
	}

	#next(): string {
		while (isSpace(this.text.charCodeAt(this.#at))) this.#at++;
		return this.text.charAt(this.#at);
	}

	/** The text that begins here, whatever it escapes. */
	#string(): string {
		const from = this.#at;
		for (this.#at++; this.text.charCodeAt(this.#at) !== QUOTE; this.#at++) {
			if (this.text.charAt(this.#at) === '\\') this.#at++;
		}
		this.#at++;
		return JSON.parse(this.text.slice(from, this.#at));
	}
}
