/** The SQLSTATE of a failed statement, whether postgres.js threw it or drizzle wrapped it. */
export function sqlStateOf(error: unknown): string | undefined {
	for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
	}
	return undefined;
}
