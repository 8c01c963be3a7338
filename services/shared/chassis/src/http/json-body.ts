import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { readBoundedText } from './bounded-body';

/** Deeper than any claim, shallow enough that no parser or validator runs out of stack. */
const MAX_DEPTH = 64;

/**
 * Reads a JSON body within bounds: the size is checked while it streams in, the depth before it is parsed.
 * `look` may refuse the text before. Throws BODY_TOO_LARGE, BODY_TOO_DEEP or BODY_MALFORMED.
 */
export async function readJsonBody(
	request: Request,
	limitBytes: number,
	look?: (text: string) => void,
): Promise<{ text: string; value: unknown }> {
	const text = await readBoundedText(request, limitBytes);
	look?.(text);
	if (text === '') return { text, value: null };
	if (isDeeperThan(text, MAX_DEPTH)) throw new ProblemError(PROBLEMS.BODY_TOO_DEEP);
	const value = parsed(text);
	if (ESCAPES_NO_TEXT_HAS.test(text) && !isText(value))
		throw new ProblemError(PROBLEMS.VALIDATION_FAILED, [NO_TEXT]);
	return { text, value };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ProblemError(PROBLEMS.BODY_MALFORMED);
	}
}

/** NUL and lone surrogates can be written in JSON, but no database stores them as text. */
const ESCAPES_NO_TEXT_HAS = /\\u(0000|[dD][89a-fA-F])/;
const NO_TEXT = { field: 'body', message: 'holds a character that is no text', code: 'INVALID' };

function isText(value: unknown): boolean {
	if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
	if (typeof value !== 'object' || value === null) return true;
	return Object.entries(value).every(([key, part]) => isText(key) && isText(part));
}

/** Counts brackets outside strings; a recursive parser would meet the depth too late. */
function isDeeperThan(text: string, limit: number): boolean {
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const char = text.charCodeAt(at);
		if (char === 0x22) at = endOfString(text, at);
		else if (char === 0x5b || char === 0x7b) {
			if (++depth > limit) return true;
		} else if (char === 0x5d || char === 0x7d) depth--;
	}
	return false;
}

function endOfString(text: string, start: number): number {
	let at = start;
	do {
		at = text.indexOf('"', at + 1);
		if (at < 0) return text.length;
	} while (isEscaped(text, at));
	return at;
}

function isEscaped(text: string, quote: number): boolean {
	let slashes = 0;
	while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes++;
	return slashes % 2 === 1;
}
