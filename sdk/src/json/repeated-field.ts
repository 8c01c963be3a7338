import type { JsonOutline } from './outline';

/**
 * Where in a JSON text a field stands twice in one object, of which a parser keeps the last without a word: its names and
 * places in lists, from the outermost. `value` is what was read from the text; counting tells of nearly every text that it has none.
 */
export const repeatedField = (
	json: string,
	value: unknown,
	{ fields }: Pick<JsonOutline, 'fields'>,
): readonly (string | number)[] | undefined =>
	isPart(value) && fieldsIn(value) !== fields ? findRepeated(json) : undefined;

const isPart = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Of thousands of claims a request: no call is made for what has no parts. */
function fieldsIn(value: object): number {
	let fields = 0;
	if (Array.isArray(value)) {
		for (const part of value) if (isPart(part)) fields += fieldsIn(part);
		return fields;
	}
	for (const name in value) {
		const part = (value as Record<string, unknown>)[name];
		fields += isPart(part) ? 1 + fieldsIn(part) : 1;
	}
	return fields;
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** An object, with the names that it had so far, or a list. */
interface Open {
	readonly names: Set<string> | undefined;
	/** Where the reading is in it: the last name, or a number. */
	at: string | number;
}

function findRepeated(json: string): (string | number)[] | undefined {
	const open: Open[] = [];
	let text = '';
	for (const [token] of json.matchAll(TOKENS)) {
		const inner = open.at(-1);
		if (token === '{') open.push({ names: new Set(), at: '' });
		else if (token === '[') open.push({ names: undefined, at: 0 });
		else if (token === '}' || token === ']') open.pop();
		else if (token === ',') {
			if (typeof inner?.at === 'number') inner.at++;
		} else if (token !== ':') text = token;
		else if (inner?.names) {
			inner.at = JSON.parse(text) as string;
			if (inner.names.has(inner.at)) return open.map(({ at }) => at);
			inner.names.add(inner.at);
		}
	}
	return undefined;
}
