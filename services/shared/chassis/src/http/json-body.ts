import { PROBLEMS, type ProblemDetail, ProblemError } from '@claims-askes/kernel/problems';
import { isStorable, outlineOf, repeatedField } from '@claims-askes/sdk/json';
import { readBoundedText } from './bounded-body';

/** Deeper than any claim, shallow enough that no parser or validator runs out of stack. */
const MAX_DEPTH = 64;
/** What a caller called a field is told back no longer than this. */
const MOST_SHOWN = 200;

interface JsonBodyRules {
	/** Whether whoever takes the text refuses a field that stands twice by a name of his own, as FHIR does. */
	readonly isLookedAtLater?: boolean;
	/** May refuse the text before it is parsed. */
	readonly look?: (text: string) => void;
}

/**
 * Reads a JSON body within bounds: the size is checked while it streams in, the depth before it is parsed. Of a field
 * that stands twice a parser would keep the last, where another reader may have meant the first: it is refused by its
 * path. Throws BODY_TOO_LARGE, BODY_TOO_DEEP, BODY_MALFORMED or VALIDATION_FAILED.
 */
export async function readJsonBody(
	request: Request,
	limitBytes: number,
	{ isLookedAtLater = false, look }: JsonBodyRules = {},
): Promise<{ text: string; value: unknown }> {
	const text = await readBoundedText(request, limitBytes);
	look?.(text);
	if (text === '') return { text, value: null };
	const outline = outlineOf(text, MAX_DEPTH);
	if (outline.isTooDeep) throw new ProblemError(PROBLEMS.BODY_TOO_DEEP);
	const value = parsed(text);
	if (!isStorable(text, value)) throw refused(NO_TEXT);
	const repeated = isLookedAtLater ? undefined : repeatedField(text, value, outline);
	if (repeated !== undefined) throw refused({ ...REPEATED, field: repeated.join('.').slice(0, MOST_SHOWN) });
	return { text, value };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ProblemError(PROBLEMS.BODY_MALFORMED);
	}
}

const NO_TEXT = { field: 'body', message: 'holds a character that is no text', code: 'INVALID' };
const REPEATED = { message: 'stands twice in one object', code: 'FIELD_REPEATED' };

const refused = (detail: ProblemDetail) => new ProblemError(PROBLEMS.VALIDATION_FAILED, [detail]);
