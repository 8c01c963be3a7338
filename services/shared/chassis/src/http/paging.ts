import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { isUuid } from '@claims-askes/kernel/uuid';
import { z } from 'zod';
import { Answer } from './envelope';

const MAX_PAGE = 500;

/** The query of every list: keyset paging, newest first unless the list says otherwise. */
export const PageQuery = z.strictObject({
	cursor: z
		.string()
		.max(500)
		.optional()
		.describe('The `next_cursor` of the page before; without it the list begins'),
	limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50).describe('At most so many entries'),
});

/** Up to a thousand ids in one read (DESIGN 4.1). */
export const batchOf = <T extends z.ZodType>(id: T) => z.array(id).min(1).max(1_000);

/** The place after which a page begins: the sort values of the last row seen. */
export type Keyset = readonly (string | number)[];

export function parseCursor(cursor: string | undefined, width: number): Keyset | null {
	if (cursor === undefined) return null;
	try {
		const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
		const isKeyset =
			Array.isArray(values) &&
			values.length === width &&
			values.every((value) => typeof value === 'string' || typeof value === 'number');
		if (isKeyset) return values;
	} catch {
		// Told below, like any other text that is no cursor.
	}
	throw notOfThisList();
}

const notOfThisList = () =>
	new ProblemError(PROBLEMS.CURSOR_INVALID, [
		{ field: 'cursor', message: 'is not a cursor of this list', code: 'INVALID' },
	]);

/** The id after which a page begins, in a list that is ordered by ids; a cursor of another list is told to be none. */
export function parseIdCursor(cursor: string | undefined): string | null {
	const [id = null] = parseCursor(cursor, 1) ?? [];
	if (id === null || isUuid(id)) return id;
	throw notOfThisList();
}

/** What the query of a list asks for. */
export interface PageRequest {
	readonly cursor?: string | undefined;
	readonly limit: number;
}

/** A page of a list that is ordered by id, newest first: what comes before this id. */
export interface PageBefore {
	readonly before: string | null;
	readonly limit: number;
}

export function pageBefore({ cursor, limit }: PageRequest): PageBefore {
	return { before: parseIdCursor(cursor), limit };
}

/** Answers a page from one row more than was asked for: the extra row only tells that there is a next page. */
export function pageOf<Row, T>(
	rows: readonly Row[],
	limit: number,
	view: (row: Row) => T,
	keyset: (row: Row) => Keyset,
): Answer<T[]> {
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	const next =
		rows.length > limit && last ? Buffer.from(JSON.stringify(keyset(last))).toString('base64url') : null;
	return new Answer(shown.map(view), { page: { next_cursor: next, limit } });
}

/** The same for rows that are ordered by their id and shown as they are. */
export const pageById = <Row extends { readonly id: string }>(
	rows: readonly Row[],
	limit: number,
): Answer<Row[]> =>
	pageOf(
		rows,
		limit,
		(row) => row,
		({ id }) => [id],
	);
