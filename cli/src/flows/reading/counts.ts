/** Adds how many there are of each type to what was counted before. */
export function addCounts(sums: Map<string, number>, counts: Readonly<Record<string, number>>): void {
	for (const [type, count] of Object.entries(counts)) sums.set(type, (sums.get(type) ?? 0) + count);
}
