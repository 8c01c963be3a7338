/**
 * The field that stands twice in one object of a JSON text, of which a parser keeps the last without a word; `value` is
 * what was read from the text. Nearly every text is told to have none by counting.
 */
export const repeatedField = (json: string, value: unknown): string | undefined =>
	fieldsIn(value) === fieldMarksIn(json) ? undefined : findRepeated(json);

/** Never fewer than the fields of the text, for each is a quoted name before a colon; a string may hold more of them. */
function fieldMarksIn(json: string): number {
	let marks = 0;
	for (let at = json.indexOf(':'); at >= 0; at = json.indexOf(':', at + 1)) {
		let before = at - 1;
		while (json.charCodeAt(before) <= SPACE) before--;
		if (json.charCodeAt(before) === QUOTE) marks++;
	}
	return marks;
}

const SPACE = 0x20;
const QUOTE = 0x22;

function fieldsIn(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	let fields = 0;
	if (Array.isArray(value)) {
		for (const part of value) fields += fieldsIn(part);
		return fields;
	}
	for (const name in value) fields += 1 + fieldsIn((value as Record<string, unknown>)[name]);
	return fields;
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}:]/g;

function findRepeated(json: string): string | undefined {
	const open: Set<string>[] = [];
	let text = '';
	for (const [token] of json.matchAll(TOKENS)) {
		if (token === '{') open.push(new Set());
		else if (token === '}') open.pop();
		else if (token !== ':') text = token;
		else {
			const name: string = JSON.parse(text);
			if (open.at(-1)?.has(name)) return name;
			open.at(-1)?.add(name);
		}
	}
	return undefined;
}
