import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file that is there as a whole, also after a crash, or not at all: under a passing name first, then on the disk
 * for certain, then under its own.
 */
export async function writeDurably(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
	const passing = `${path}.incoming`;
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	try {
		const file = await open(passing, 'wx', 0o600);
		try {
			for await (const chunk of chunks) await file.writeFile(chunk);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(passing, path);
		await syncFolder(dirname(path));
	} catch (error) {
		await rm(passing, { force: true });
		await rm(path, { force: true });
		throw error;
	}
}

/** A name is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
