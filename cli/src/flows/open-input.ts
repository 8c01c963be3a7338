import { createReadStream, fstatSync, type Stats, statSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { Failure } from '../failure';
import { shownName } from './shown-name';

/**
 * Whether a path can be read only once and lies in no folder of its own: standard input, a named pipe, or what a shell
 * makes of `<(zcat march.837.gz)`.
 */
export function isPipe(path: string): boolean {
	if (path === '-') return true;
	try {
		const found = statSync(path);
		return !found.isFile() && !found.isDirectory();
	} catch {
		// A link to itself is not there either.
		return false;
	}
}

/** The bytes of a file or a pipe, or of standard input for `-`. */
export async function openInput(path: string): Promise<AsyncIterable<Uint8Array>> {
	if (path === '-') return iterable(Bun.stdin.stream());
	const file = Bun.file(path);
	const found = await file.stat().catch(() => null);
	if (found === null) throw fileNotFound(path);
	if (found.isDirectory()) throw await folderInstead(path);
	// Nobody can open a socket by its name; but as `/dev/stdin` it is open already.
	if (found.isSocket() && isStandardInput(found)) return iterable(Bun.stdin.stream());
	if (found.isSocket()) throw notAFile(path, 'a socket');
	// Bun's own stream is the faster one of a file, and cannot read every device.
	return found.isFile() ? iterable(file.stream()) : createReadStream(path);
}

/** Names reach us as text: one that is none cannot be asked for. */
export const fileNotFound = (file: string): Failure =>
	new Failure(
		'unusable',
		'FILE_NOT_FOUND',
		file.includes('\ufffd')
			? `the name of ${shownName(file)} is not UTF-8: rename it`
			: `there is no file ${shownName(file)}`,
		{ facts: { file } },
	);

const notAFile = (file: string, what: string): Failure =>
	new Failure('unusable', 'NOT_A_FILE', `${shownName(file)} is ${what}`, { facts: { file } });

async function folderInstead(path: string): Promise<Failure> {
	const cause = await access(path, constants.R_OK | constants.X_OK).then(
		() => null,
		(error: NodeJS.ErrnoException) => error,
	);
	if (!cause) return notAFile(path, 'a folder');
	const message = `the folder ${shownName(path)} may not be looked into (${cause.code})`;
	return new Failure('unusable', 'FOLDER_UNREADABLE', message, { cause, facts: { file: path } });
}

function isStandardInput({ dev, ino }: Stats): boolean {
	try {
		const own = fstatSync(0);
		return own.dev === dev && own.ino === ino;
	} catch {
		return false;
	}
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
