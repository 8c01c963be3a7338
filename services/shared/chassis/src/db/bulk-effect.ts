import type { Fragment } from './connect';

/** A named write of `commit`. */
export type NamedEffect = readonly [name: string, body: Fragment];

/** A write of many rows as one effect, which takes them as one JSON text; no rows, no effect. */
export function bulkEffect(
	name: string,
	rows: readonly object[],
	write: (json: string) => Fragment,
): NamedEffect[] {
	return rows.length > 0 ? [[name, write(JSON.stringify(rows))]] : [];
}
