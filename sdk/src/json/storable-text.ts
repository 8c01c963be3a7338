/** NUL and lone surrogates can be written in JSON, but no database stores them as text. */
const ESCAPES_NO_TEXT_HAS = /\\u(0000|[dD][89a-fA-F])/;

/** Whether everything that a JSON text says can be stored; `value` is what was read from it. */
export const isStorable = (json: string, value: unknown): boolean =>
	!ESCAPES_NO_TEXT_HAS.test(json) || isText(value);

/** The same of a value whose JSON is not at hand. */
export function isText(value: unknown): boolean {
	if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
	if (typeof value !== 'object' || value === null) return true;
	return Object.entries(value).every(([key, part]) => isText(key) && isText(part));
}
