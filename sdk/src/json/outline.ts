const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** What the brackets and colons of a JSON text tell, outside its strings. */
export interface JsonOutline {
	/** A recursive parser or validator would meet the depth too late. */
	readonly isTooDeep: boolean;
	/** Of all objects together, also of one that stands twice. */
	readonly fields: number;
}

/** Looks at a text once, and no further than where it is deeper than may be. */
export function outlineOf(json: string, mostDepth: number): JsonOutline {
	let depth = 0;
	let fields = 0;
	for (let at = 0; at < json.length; at++) {
		const code = json.charCodeAt(at);
		if (code === QUOTE) at = endOfString(json, at);
		else if (code === COLON) fields++;
		else if (code === OPEN_LIST || code === OPEN_OBJECT) {
			if (++depth > mostDepth) return { isTooDeep: true, fields };
		} else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
	}
	return { isTooDeep: false, fields };
}

function endOfString(json: string, start: number): number {
	let at = start;
	do {
		at = json.indexOf('"', at + 1);
		if (at < 0) return json.length;
	} while (isEscaped(json, at));
	return at;
}

function isEscaped(json: string, quote: number): boolean {
	let slashes = 0;
	while (json.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
	return slashes % 2 === 1;
}
