/** Short names for what was seen. */
import type { Rule } from './rules/rule';
import type { FindingRecord } from './types';

/**
 * Equal exactly when the same rule finds the same thing again; and beside it, of what there may be more or less of, a name
 * that is equal whatever the amount: the same rule, asking for the same authority, measures it against the same.
 */
export function nameSight(
	rule: Rule,
	line: number,
	carc: string,
	saw: object | null,
): Pick<FindingRecord, 'fingerprint' | 'covers'> {
	const fingerprint = fingerprintOf(rule, line, carc, saw);
	const measured = saw === null ? undefined : rule.measured?.(saw, carc);
	if (!measured) return { fingerprint };
	const { amount, against } = measured;
	const sort = fingerprintOf(rule, line, carc, { authority: rule.authority, ...against });
	return { fingerprint, covers: { fingerprint: sort, up_to: amount } };
}

function fingerprintOf(rule: Rule, line: number, carc: string, saw: object | null): string {
	const text = `${rule.id}|${line}|${carc}|${JSON.stringify(saw)}`;
	return hash(text, 0x811c9dc5) + hash(text, 0x01234567);
}

/** FNV-1a; nothing secret depends on it. */
function hash(text: string, seed: number): string {
	let value = seed;
	for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
	return (value >>> 0).toString(16).padStart(8, '0');
}
