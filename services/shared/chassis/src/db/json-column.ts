import type { Fragment, Queryable } from './connect';

/** JSON always escapes it, so it can stand between. */
const SEPARATOR = '\x1e';

/**
 * A column of JSON for a bulk write, as a text[]: of an array of JSON texts each quote would be escaped once more. Null and
 * undefined are no value.
 */
export const jsonColumn = (sql: Queryable, values: readonly (object | null | undefined)[]): Fragment =>
	sql`string_to_array(${values.map((value) => (value === undefined || value === null ? '' : JSON.stringify(value))).join(SEPARATOR)}::text, ${SEPARATOR}, '')`;
