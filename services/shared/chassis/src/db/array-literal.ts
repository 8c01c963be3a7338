/** Text that stands in an array as it is; NULL would be read as no value. */
const PLAIN = /^(?!null$)[\w.:+-]+$/i;

/**
 * An array as PostgreSQL writes it, for a parameter that a statement casts and unnests: `{a,"b c",NULL}`. Columns of a
 * thousand rows go so in a tenth of what the same rows cost as JSON.
 */
export function arrayLiteral(values: readonly (string | number | null | undefined)[]): string {
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
