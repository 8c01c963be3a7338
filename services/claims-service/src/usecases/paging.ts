import { parseCursor } from '@claims-askes/chassis/http/paging';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { isUuid } from '../domain/uuid';

/** The id after which a page begins: every list here pages by id. */
export function placeAfter(cursor: string | undefined): string | null {
	const place = parseCursor(cursor, 1);
	if (place === null) return null;
	const [id] = place;
	if (!isUuid(id)) throw new ProblemError(PROBLEMS.CURSOR_INVALID);
	return id;
}
