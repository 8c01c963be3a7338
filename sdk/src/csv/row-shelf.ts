import type { CsvRow } from './read-rows';

/**
 * Rows of a table that lie scattered, each on the shelf of the claim that it belongs to, until that claim comes by. All
 * rows are put before the first is taken.
 */
export interface RowShelf {
	put(key: string, row: CsvRow): void;
	/** In the order of their file. */
	take(key: string): readonly CsvRow[];
	/** What nobody took. */
	left(): Iterable<CsvRow>;
	close(): void;
}

/** Where a reader finds shelves: in memory, unless whoever reads has a disk. */
export interface ShelfOptions {
	readonly shelf?: () => RowShelf;
}

/** A shelf for tables that fit into memory. */
export const memoryShelf = (): RowShelf => {
	const byKey = new Map<string, CsvRow[]>();
	const taken = new Set<string>();
	return {
		put(key, row) {
			const known = byKey.get(key);
			if (known) known.push(row);
			else byKey.set(key, [row]);
		},
		take(key) {
			taken.add(key);
			return byKey.get(key) ?? [];
		},
		left: () => [...byKey].flatMap(([key, rows]) => (taken.has(key) ? [] : rows)),
		close: () => byKey.clear(),
	};
};
