/** Looks a key up among a table's own entries: a code called `constructor` finds nothing. */
export function own<T>(
	table: Readonly<Record<string, T>> | null | undefined,
	key: string | null | undefined,
): T | undefined {
	return table != null && key != null && Object.hasOwn(table, key) ? table[key] : undefined;
}
