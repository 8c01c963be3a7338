export interface Peeked {
	readonly head: Uint8Array;
	/** The head is all there is. */
	readonly isWhole: boolean;
	readonly bytes: AsyncGenerator<Uint8Array>;
}

/** By so much of a file its format is known. */
const HEAD = 65_536;

/** The first bytes of a stream, or all there are, and the whole stream from its beginning. */
export async function peek(source: AsyncIterable<Uint8Array>): Promise<Peeked> {
	const iterator = source[Symbol.asyncIterator]();
	const taken: Uint8Array[] = [];
	let length = 0;
	let failure: { readonly error: unknown } | undefined;
	while (length < HEAD) {
		// What is wrong further on is said when it is come to: the beginning may well be readable.
		const next = await iterator.next().catch((error: unknown) => {
			failure = { error };
			return { done: true as const, value: undefined };
		});
		if (next.done) break;
		taken.push(next.value);
		length += next.value.length;
	}
	if (failure && length === 0) throw failure.error;
	async function* whole() {
		try {
			yield* taken.splice(0);
			if (failure) throw failure.error;
			for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
		} finally {
			await iterator.return?.();
		}
	}
	return { head: Buffer.concat(taken), isWhole: length < HEAD && !failure, bytes: whole() };
}
