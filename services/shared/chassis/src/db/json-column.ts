import type { Fragment, Queryable } from './connect';

/** JSON always escapes it, so it can stand between. */
const SEPARATOR = '\x1e';

/**
 * A column of JSON texts for a bulk write, as a text[]: of an array each quote in them would be escaped once more. Null is
 * no value.
 */
export const jsonTextColumn = (sql: Queryable, texts: readonly (string | null)[]): Fragment =>
	sql`string_to_array(${texts.join(SEPARATOR)}::text, ${SEPARATOR}, '')`;
