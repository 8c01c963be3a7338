import { Failure } from '../failure';
import { readBytes } from '../flows/open-input';
import { readPlan } from './plans/read-plan';

/** A document as somebody wrote it in YAML, of which JSON is a part, and where in its file a mistake stands. */
export interface WrittenDocument {
	readonly file: string;
	readonly content: unknown;
	/** The line of what a path as `lines.0.charge` names, or of the nearest thing around it. */
	readonly lineOf: (path: string) => number | null;
}

export async function readWritten(file: string): Promise<WrittenDocument> {
	const text = readPlan(await readBytes(file));
	if (text.kind === 'document') return { file, content: text.content, lineOf: text.lineOf };
	const [first] = text.mistakes;
	const line = first?.line ?? null;
	throw new Failure(
		'unusable',
		first?.code ?? 'NOT_YAML',
		`${placeIn(file, line)}: ${first?.message ?? 'it is not YAML or JSON'}`,
		{ facts: { file, line } },
	);
}

export const placeIn = (file: string, line: number | null): string =>
	line === null ? file : `${file}:${line}`;

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a document that is to be one thing; `what` it should have been is told of any other. */
export function fieldsOf(
	{ file, content }: WrittenDocument,
	what: string,
	suggestions: string[] = [],
): Fields {
	if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Fields;
	throw new Failure('unusable', 'NOT_ONE_DOCUMENT', `${file} is not ${what} in YAML or JSON`, {
		suggestions,
		facts: { file },
	});
}
