/** Both ends are inside. */
export interface ByteRange {
	readonly first: number;
	readonly last: number;
}

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The part that a `Range` header asks for (RFC 9110 14): null for the whole, as also for a header that is not
 * understood; 'unsatisfiable' where the content does not reach that far.
 */
export function parseRange(header: string | null, size: number): ByteRange | null | 'unsatisfiable' {
	const [, from = '', to = ''] = RANGE.exec(header ?? '') ?? [];
	if (from === '' && to === '') return null;
	if (from === '') {
		const length = Math.min(Number(to), size);
		return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
	}
	const first = Number(from);
	if (to !== '' && Number(to) < first) return null;
	if (first >= size) return 'unsatisfiable';
	return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
