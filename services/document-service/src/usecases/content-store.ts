/** Where the bytes of documents lie. A key is made here, never by a caller. */
export interface ContentStore {
	/** Resolves once the bytes would survive a crash; when it fails, nothing of them stays. */
	write(key: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
	/** The bytes, or the part from `first` up to and without `end`. */
	read(key: string, first: number, end: number): Blob | ReadableStream<Uint8Array>;
	/** Removing what is not there is no failure. */
	remove(key: string): Promise<void>;
}
