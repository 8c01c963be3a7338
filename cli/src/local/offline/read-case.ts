import { type Case, CaseError, parseCase } from '@claims-askes/engine';
import { readDocument } from './read-document';
import type { SharedParts } from './shared-parts';

/** What is wrong with a case, by code, and where in it; null where the document as a whole is meant. */
export interface CaseProblem {
	readonly code: string;
	readonly message: string;
	readonly path: string | null;
}

/** A case, or everything that is wrong with it (at least one problem). */
export type CaseReading =
	| { readonly kind: 'case'; readonly case: Case }
	| { readonly kind: 'problems'; readonly problems: readonly [CaseProblem, ...CaseProblem[]] };

/** Room for a case with a million code pairs of its own. */
export const MOST_BYTES = 64 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a case in the exchange format. Whatever the bytes are, the answer is a case or named problems. With `shared`,
 * parts that an earlier case had too are those of the earlier case.
 */
export function readCase(bytes: Uint8Array, shared?: SharedParts): CaseReading {
	const text = decode(bytes);
	if (text === null) return refused('NOT_UTF8', 'the document is not UTF-8 text');
	try {
		const { document, twice } = shared ? shared.parse(text) : readDocument(text);
		const aCase = parseCase(document);
		return twice === undefined
			? { kind: 'case', case: aCase }
			: refused('KEY_TWICE', `${twice} stands there twice`, twice);
	} catch (error) {
		return refusalOf(error);
	}
}

function decode(bytes: Uint8Array): string | null {
	try {
		return decoder.decode(bytes);
	} catch {
		return null;
	}
}

function refusalOf(error: unknown): CaseReading {
	if (error instanceof SyntaxError) {
		return refused(
			'NOT_JSON',
			`the document is not JSON: ${error.message.replace(/^JSON Parse error: /, '')}`,
		);
	}
	// The stack ends where a document is nested deeper than any case.
	if (error instanceof RangeError) return refused('TOO_DEEP', 'the document is nested too deeply');
	if (!(error instanceof CaseError)) throw error;
	const [first, ...others] = error.problems.map(({ code, message, path }) => ({
		code,
		message,
		path: path === '' ? null : path,
	}));
	return first ? { kind: 'problems', problems: [first, ...others] } : refused(error.code, error.message);
}

function refused(code: string, message: string, path: string | null = null): CaseReading {
	return { kind: 'problems', problems: [{ code, message, path }] };
}
