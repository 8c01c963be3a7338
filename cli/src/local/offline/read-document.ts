import { outlineOf, repeatedField } from '@claims-askes/sdk/json';

/** What a JSON text says, and the path of the first key that its object has already, of which only the last was taken. */
export interface ReadDocument {
	readonly document: unknown;
	readonly twice: string | undefined;
}

/** No case is as deep: of a document that is, the shape of a case says what is wrong. */
const MOST_DEPTH = 64;

/** Throws a SyntaxError where the text is no JSON. */
export function readDocument(text: string): ReadDocument {
	const document: unknown = JSON.parse(text);
	const outline = outlineOf(text, MOST_DEPTH);
	const repeated = outline.isTooDeep ? undefined : repeatedField(text, document, outline);
	return { document, twice: repeated && pathOf(repeated) };
}

/** As the problems of a case are located: `lines[1].billed`. */
const pathOf = (steps: readonly (string | number)[]): string =>
	steps.reduce<string>((path, step) => {
		if (typeof step === 'number') return `${path}[${step}]`;
		return path ? `${path}.${step}` : step;
	}, '');
