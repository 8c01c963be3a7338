import { mkdir, open, stat } from 'node:fs/promises';
import { Failure } from '../failure';
import { StandardOutput } from './standard-output';

/** A file made anew, or standard output where none is named; never over one of the files that are read. */
export async function openOutput(
	path: string | undefined,
	inputs: readonly string[] = [],
): Promise<{ descriptor: number; close: () => Promise<void> }> {
	if (path === undefined || path === '-') return { descriptor: 1, close: async () => {} };
	await refuseInput(path, inputs);
	const file = await open(path, 'w').catch(unwritable(path));
	return { descriptor: file.fd, close: () => file.close() };
}

/** A folder to write into, made where it is not there, before any work is done whose outcome would have no place. */
export async function makeFolder(path: string): Promise<void> {
	await mkdir(path, { recursive: true }).catch(unwritable(path));
}

const unwritable = (file: string) => (cause: NodeJS.ErrnoException) => {
	throw new Failure('unusable', 'OUTPUT_UNWRITABLE', `${file} cannot be written (${cause.code})`, {
		cause,
		facts: { file },
	});
};

/** A file that is read may not be written over as it is read: by whatever name, it is the file that counts. */
export async function refuseInput(path: string, inputs: readonly string[]): Promise<void> {
	const idOf = async (file: string) => {
		const found = await stat(file).catch(() => null);
		return found?.isFile() ? `${found.dev}/${found.ino}` : undefined;
	};
	const id = await idOf(path);
	if (id === undefined) return;
	for (const input of inputs)
		if ((await idOf(input)) === id)
			throw new Failure('unusable', 'OUTPUT_IS_INPUT', `${path} is read here: write to another file`, {
				facts: { file: path },
			});
}

/** A whole text. Not by `Bun.write`: to a reader who stops for a while it writes the first 64 KB of a pipe twice. */
export async function writeOutput(path: string | undefined, text: string): Promise<void> {
	const { descriptor, close } = await openOutput(path);
	const output = new StandardOutput(descriptor);
	await output.write(text);
	await output.flush().finally(close);
}

/** Bytes as they come, however many, to a file or standard output; answers how many there were. */
export async function pour(source: AsyncIterable<Uint8Array>, path: string | undefined): Promise<number> {
	const { descriptor, close } = await openOutput(path);
	const output = new StandardOutput(descriptor);
	let written = 0;
	try {
		for await (const piece of source) {
			await output.bytes(piece);
			written += piece.length;
		}
	} finally {
		await close();
	}
	return written;
}
