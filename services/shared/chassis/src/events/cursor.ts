import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { PARTITIONS } from './partition';

/** How far a log has been read: the last position seen in each partition that the reader cares about. */
export interface Cursor {
	readonly log_id: string;
	readonly positions: ReadonlyMap<number, number>;
}

/** `<log_id>~<partition>.<position>~…`: only characters that a URL carries as they are. */
export function formatCursor({ log_id, positions }: Cursor): string {
	const parts = [...positions]
		.sort(([a], [b]) => a - b)
		.map(([partition, position]) => `${partition}.${position}`);
	return [log_id, ...parts].join('~');
}

const LOG_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PART = /^(\d{1,2})\.(\d{1,16})$/;

/** Throws CURSOR_INVALID where the text is not a cursor, names a partition twice, or one that does not exist. */
export function parseCursor(text: string): Cursor {
	const [log_id = '', ...parts] = text.split('~');
	if (!LOG_ID.test(log_id)) throw new ProblemError(PROBLEMS.CURSOR_INVALID);
	const positions = new Map(parts.map(parsePart));
	if (positions.size !== parts.length) throw new ProblemError(PROBLEMS.CURSOR_INVALID);
	return { log_id, positions };
}

function parsePart(part: string): [partition: number, position: number] {
	const [, partition, position] = PART.exec(part)?.map(Number) ?? [];
	if (partition === undefined || position === undefined) throw new ProblemError(PROBLEMS.CURSOR_INVALID);
	if (partition >= PARTITIONS || !Number.isSafeInteger(position))
		throw new ProblemError(PROBLEMS.CURSOR_INVALID);
	return [partition, position];
}
