import { Failure } from '../failure';

/** The bytes of a file, or of standard input for `-`. */
export async function openInput(path: string): Promise<AsyncIterable<Uint8Array>> {
	if (path === '-') return iterable(Bun.stdin.stream());
	const file = Bun.file(path);
	const stat = await file.stat().catch(() => null);
	if (stat === null)
		throw new Failure('unusable', 'FILE_NOT_FOUND', `there is no file ${path}`, { facts: { file: path } });
	if (!stat.isFile())
		throw new Failure('unusable', 'NOT_A_FILE', `${path} is not a file`, { facts: { file: path } });
	return iterable(file.stream());
}

/** The whole of it, for files that are small by nature. */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of await openInput(path)) chunks.push(chunk);
	return new Uint8Array(Buffer.concat(chunks));
}

export const readText = async (path: string): Promise<string> =>
	new TextDecoder().decode(await readBytes(path));

/** Bun's streams can be iterated; their type does not say so. */
const iterable = (stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> =>
	stream as unknown as AsyncIterable<Uint8Array>;
