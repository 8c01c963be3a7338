/** One page of a list as every service answers it. */
interface ListBody<T> {
	readonly data: readonly T[];
	readonly metadata: { readonly page?: { readonly next_cursor: string | null } | undefined };
}

/**
 * All items of a list, page after page, fetched as they are consumed:
 * `for await (const claim of allItems((cursor) => askes.claims.GET('/api/v1/claims', { params: { query: { cursor } } })))`.
 */
export async function* allItems<T>(
	fetchPage: (cursor: string | undefined) => Promise<{ data?: ListBody<T> | undefined }>,
): AsyncGenerator<T, void, undefined> {
	let cursor: string | undefined;
	do {
		const { data } = await fetchPage(cursor);
		if (!data) return;
		yield* data.data;
		cursor = data.metadata.page?.next_cursor ?? undefined;
	} while (cursor !== undefined);
}
