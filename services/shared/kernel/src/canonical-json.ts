/** JSON with its keys in order, so that equal content is equal text whoever wrote it; what is undefined is left out. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_, part: unknown) => (isRecord(part) ? inOrder(part) : part));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const inOrder = (record: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
