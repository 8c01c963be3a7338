/** Items under the same key together, groups in the order of their first item. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(keyOf(item));
		if (group) group.push(item);
		else groups.set(keyOf(item), [item]);
	}
	return [...groups.values()];
}

/** Neighbours under the same key together; the order of all items stays. */
export function runsOf<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
	const runs: T[][] = [];
	let last: string | undefined;
	for (const item of items) {
		const key = keyOf(item);
		const run = runs.at(-1);
		if (run && key === last) run.push(item);
		else runs.push([item]);
		last = key;
	}
	return runs;
}
