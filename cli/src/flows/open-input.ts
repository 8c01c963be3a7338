import { createReadStream, statSync } from 'node:fs';
import { Failure } from '../failure';

/**
 * Whether a path can be read only once and lies in no folder of its own: standard input, a named pipe, or what a shell
 * makes of `<(zcat march.837.gz)`.
 */
export function isPipe(path: string): boolean {
	if (path === '-') return true;
	const found = statSync(path, { throwIfNoEntry: false });
	return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** The bytes of a file or a pipe, or of standard input for `-`. */
export async function openInput(path: string): Promise<AsyncIterable<Uint8Array>> {
	if (path === '-') return iterable(Bun.stdin.stream());
	const file = Bun.file(path);
	const found = await file.stat().catch(() => null);
	if (found === null)
		throw new Failure('unusable', 'FILE_NOT_FOUND', `there is no file ${path}`, { facts: { file: path } });
	if (found.isDirectory())
		throw new Failure('unusable', 'NOT_A_FILE', `${path} is a folder`, { facts: { file: path } });
	// Bun's own stream is the faster one of a file, and cannot read every device.
	return found.isFile() ? iterable(file.stream()) : createReadStream(path);
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
