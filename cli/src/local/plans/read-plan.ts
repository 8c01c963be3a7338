import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** What is wrong in a plan's file, and where. */
export interface PlanMistake {
	/** As `benefits.dental.limits.1.amount`; empty where the document as a whole is meant. */
	readonly path: string;
	readonly line: number | null;
	readonly code: string;
	readonly message: string;
}

/** A document as it was written, before anybody asks whether it is a plan. */
export type PlanText =
	| { readonly kind: 'document'; readonly content: unknown; readonly lineOf: (path: string) => number | null }
	| { readonly kind: 'mistakes'; readonly mistakes: readonly PlanMistake[] };

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads YAML, of which JSON is a part. Not with Bun's own reader: that takes the last of two benefits of one name without
 * a word, and knows no lines.
 */
export function readPlan(bytes: Uint8Array): PlanText {
	const lines = new LineCounter();
	const document = parse(bytes, lines);
	if (document === null) return refused('NOT_UTF8', 'the document is not UTF-8 text');
	if (document.errors.length > 0) {
		return {
			kind: 'mistakes',
			mistakes: document.errors.map(({ code, message, pos }) => ({
				path: '',
				line: lines.linePos(pos[0]).line,
				code: code === 'DUPLICATE_KEY' ? 'NAMED_TWICE' : 'NOT_YAML',
				message: message.split(' at line ')[0] ?? message,
			})),
		};
	}
	try {
		const content: unknown = document.toJS();
		return { kind: 'document', content, lineOf: (path) => lineOf(document, lines, path) };
	} catch (error) {
		// More aliases than any plan needs, or one that names nothing.
		if (!(error instanceof ReferenceError)) throw error;
		return refused('NOT_YAML', error.message);
	}
}

function parse(bytes: Uint8Array, lineCounter: LineCounter): Document | null {
	try {
		return parseDocument(decoder.decode(bytes), { lineCounter, prettyErrors: true });
	} catch (error) {
		if (error instanceof TypeError) return null;
		throw error;
	}
}

const refused = (code: string, message: string): PlanText => ({
	kind: 'mistakes',
	mistakes: [{ path: '', line: null, code, message }],
});

/** The line of what a path names, or of the nearest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: string): number | null {
	let node: unknown = document.contents;
	let offset = startOf(node);
	for (let rest = path; rest !== ''; ) {
		const found = stepInto(isAlias(node) ? (node as Alias).resolve(document) : node, rest);
		if (!found) break;
		offset = startOf(found.key) ?? startOf(found.value) ?? offset;
		({ value: node, rest } = found);
	}
	return offset === null ? null : lines.linePos(offset).line;
}

interface Step {
	readonly key: unknown;
	readonly value: unknown;
	readonly rest: string;
}

/** A key may have dots of its own, as a diagnosis has, so each key is tried against the beginning of the path. */
function stepInto(node: unknown, path: string): Step | undefined {
	const after = (name: string) =>
		path === name ? '' : path.startsWith(`${name}.`) ? path.slice(name.length + 1) : null;
	if (isMap(node)) {
		for (const { key, value } of node.items) {
			const rest = after(String(isScalar(key) ? key.value : key));
			if (rest !== null) return { key, value, rest };
		}
	} else if (isSeq(node)) {
		for (const [at, value] of node.items.entries()) {
			const rest = after(String(at));
			if (rest !== null) return { key: null, value, rest };
		}
	}
	return undefined;
}

const startOf = (node: unknown): number | null =>
	(node as { range?: readonly number[] | null } | null)?.range?.[0] ?? null;
