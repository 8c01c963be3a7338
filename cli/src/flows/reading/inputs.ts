import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isPipe, openInput } from '../open-input';
import { archivedFiles } from './archive';
import { inflate, UnpackGuard, type UnpackLimits } from './inflate';
import { type Peeked, peek } from './peek';
import { InputError } from './problem';

/** One file to be read, wherever its bytes come from. */
export interface Input extends Peeked {
	/** As a person would name it: `inbox.zip/march.837`. */
	readonly name: string;
	/** Opens a file that lies beside this one; undefined where there is none. */
	readonly beside: (name: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** How far the files have been read, in bytes as they lie on the disk. */
export interface Meter {
	took(bytes: number): void;
}

const UNMETERED: Meter = { took: () => {} };

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b];
/** Of an archive with files, of an empty one, and of one in parts. */
const ZIP_KINDS = new Set([0x03, 0x05, 0x07]);

const isGzip = (head: Uint8Array) => GZIP.every((byte, at) => head[at] === byte);
const isZip = (head: Uint8Array) => ZIP.every((byte, at) => head[at] === byte) && ZIP_KINDS.has(head[2] ?? 0);

/** What the file at a path is called; those of an archive have longer names. */
export const inputName = (path: string): string => (path === '-' ? 'stdin' : path);

/** The files that a path leads to: itself, unpacked where it is gzip, and each file of a ZIP archive. */
export async function* openInputs(
	path: string,
	meter: Meter = UNMETERED,
	limits?: UnpackLimits,
): AsyncGenerator<Input> {
	const raw = await peek(metered(await openInput(path), meter));
	const name = inputName(path);
	if (!isZip(raw.head)) {
		yield await opened(name, raw, limits, (sibling) => openBeside(path, sibling, limits));
		return;
	}
	const archive = isPipe(path)
		? await spooled(raw.bytes)
		: { path, remove: async () => raw.bytes.return(undefined) };
	try {
		const guard = new UnpackGuard(limits);
		for await (const file of archivedFiles(archive.path, guard)) {
			const unpacked = await peek(file.bytes);
			if (isZip(unpacked.head) || isGzip(unpacked.head)) throw new InputError('ARCHIVE_NESTED', file.name);
			const beside = (sibling: string) =>
				openInArchive(archive.path, join(dirname(file.name), sibling), limits);
			yield { name: `${name}/${file.name}`, ...unpacked, beside };
		}
	} finally {
		await archive.remove();
	}
}

async function opened(
	name: string,
	raw: Peeked,
	limits: UnpackLimits | undefined,
	beside: Input['beside'],
): Promise<Input> {
	if (!isGzip(raw.head)) return { name, ...raw, beside };
	const unpacked = await peek(inflate(raw.bytes, 'gzip', new UnpackGuard(limits)));
	if (isZip(unpacked.head) || isGzip(unpacked.head)) throw new InputError('ARCHIVE_NESTED', name);
	return { name, ...unpacked, beside };
}

/** A table beside a file, packed as that may be itself. */
async function openBeside(
	path: string,
	sibling: string,
	limits: UnpackLimits | undefined,
): Promise<AsyncIterable<Uint8Array> | undefined> {
	if (path === '-') return undefined;
	const file = join(dirname(path), sibling);
	if (await Bun.file(file).exists()) return openInput(file);
	const packed = `${file}.gz`;
	return (await Bun.file(packed).exists())
		? inflate(await openInput(packed), 'gzip', new UnpackGuard(limits))
		: undefined;
}

async function openInArchive(
	path: string,
	wanted: string,
	limits: UnpackLimits | undefined,
): Promise<AsyncIterable<Uint8Array> | undefined> {
	const files = archivedFiles(path, new UnpackGuard(limits));
	for (let next = await files.next(); !next.done; next = await files.next())
		if (next.value.name === wanted) return thenClosed(next.value.bytes, files);
	return undefined;
}

async function* thenClosed(bytes: AsyncIterable<Uint8Array>, files: AsyncGenerator<unknown>) {
	try {
		yield* bytes;
	} finally {
		await files.return(undefined);
	}
}

async function* metered(source: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Uint8Array> {
	try {
		for await (const chunk of source) {
			meter.took(chunk.length);
			yield chunk;
		}
	} catch (cause) {
		// The disk or its permissions; the other files may well be readable.
		const { code } = cause as { code?: string };
		throw code === undefined ? cause : new InputError('FILE_UNREADABLE', code);
	}
}

/** An archive from a pipe is put on the disk: its list of files stands at its end. */
async function spooled(bytes: AsyncIterable<Uint8Array>) {
	const folder = await mkdtemp(join(tmpdir(), 'askes-archive-'));
	const path = join(folder, 'stdin.zip');
	const writer = Bun.file(path).writer();
	for await (const chunk of bytes) {
		writer.write(chunk);
		await writer.flush();
	}
	await writer.end();
	return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
