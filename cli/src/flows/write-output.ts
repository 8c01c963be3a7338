import { open } from 'node:fs/promises';

/** A file made anew, or standard output where none is named. */
export async function openOutput(
	path: string | undefined,
): Promise<{ descriptor: number; close: () => Promise<void> }> {
	if (path === undefined || path === '-') return { descriptor: 1, close: async () => {} };
	const file = await open(path, 'w');
	return { descriptor: file.fd, close: () => file.close() };
}

export async function writeOutput(path: string | undefined, text: string): Promise<void> {
	await Bun.write(path === undefined || path === '-' ? Bun.stdout : Bun.file(path), text);
}
