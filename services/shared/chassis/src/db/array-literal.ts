/** Text that stands in an array as it is; NULL would be read as no value. */
const PLAIN = /^(?!null$)[\w.:+-]+$/i;

type Cell = string | number | null | undefined;

/**
 * An array as PostgreSQL writes it, for a parameter that a statement casts and unnests: `{a,"b c",NULL}`. Columns of a
 * thousand rows go so in a tenth of what the same rows cost as JSON.
 */
export const arrayLiteral = (values: readonly Cell[]): string => `{${values.map(textOf).join(',')}}`;

function textOf(value: Cell): string | number {
	if (value === null || value === undefined) return 'NULL';
	if (typeof value === 'number' || PLAIN.test(value)) return value;
	return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** The columns of rows, each as an array that holds what is picked of every row. */
export const columnArrays =
	<Row>(rows: readonly Row[]) =>
	(pick: (row: Row, at: number) => Cell): string =>
		arrayLiteral(rows.map(pick));
