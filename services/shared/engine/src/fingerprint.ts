/** A short name for what was seen: equal exactly when the same rule finds the same thing again. */
import type { Rule } from './rules/rule';

export function fingerprintOf(rule: Rule, line: number, carc: string, saw: object | null): string {
	const text = `${rule.id}|${line}|${carc}|${JSON.stringify(saw)}`;
	return hash(text, 0x811c9dc5) + hash(text, 0x01234567);
}

/** FNV-1a; nothing secret depends on it. */
function hash(text: string, seed: number): string {
	let value = seed;
	for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
	return (value >>> 0).toString(16).padStart(8, '0');
}
