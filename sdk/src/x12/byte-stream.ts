/** Anything bytes come from: a file's stream, a response's body, a list of chunks, or a text at hand. */
export type ByteSource =
	| string
	| Uint8Array
	| Iterable<Uint8Array | string>
	| AsyncIterable<Uint8Array | string>
	| ReadableStream<Uint8Array>;

const ENCODER = new TextEncoder();

export async function* bytesOf(source: ByteSource): AsyncGenerator<Uint8Array> {
	if (typeof source === 'string') yield ENCODER.encode(source);
	else if (source instanceof Uint8Array) yield source;
	else if (isReadable(source)) yield* readAll(source);
	else for await (const chunk of source) yield typeof chunk === 'string' ? ENCODER.encode(chunk) : chunk;
}

/** Not every browser can iterate a stream. */
const isReadable = (source: object): source is ReadableStream<Uint8Array> =>
	'getReader' in source && !(Symbol.asyncIterator in source);

async function* readAll(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
	const reader = stream.getReader();
	try {
		for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
	} finally {
		await reader.cancel();
	}
}
