import { parseCursor } from '@claims-askes/chassis/http/paging';

export interface PageRequest {
	readonly cursor?: string | undefined;
	readonly limit: number;
}

/** The page of a list that is ordered by id, newest first. */
export function pageBefore({ cursor, limit }: PageRequest): { before: string | null; limit: number } {
	const [before] = parseCursor(cursor, 1) ?? [];
	return { before: before === undefined ? null : String(before), limit };
}
