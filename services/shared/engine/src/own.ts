/**
 * Looks a key up among a table's own entries: a code called `constructor` finds nothing. Documents hold no functions, and
 * all that a plain object inherits is one, but for its prototype.
 */
export function own<T>(
	table: Readonly<Record<string, T>> | null | undefined,
	key: string | null | undefined,
): T | undefined {
	if (table == null || key == null || key === '__proto__') return undefined;
	const value = table[key];
	return typeof value === 'function' ? undefined : value;
}
