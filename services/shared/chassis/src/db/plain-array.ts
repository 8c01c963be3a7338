/**
 * A column of a bulk write as PostgreSQL reads an array: `{…,null,…}`. Only for ids, dates and numbers, which hold nothing
 * to be escaped: the driver looks for that in each of them, and in a thousand rows of twenty columns most of its time goes there.
 */
export const plainArray = (values: readonly (string | number | null)[]): string =>
	`{${values.map((value) => value ?? 'null').join(',')}}`;
