import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Writes JSON that holds secrets: for its owner alone, and whole or not at all. */
export function writePrivateJson(path: string, value: unknown): void {
	const draft = `${path}.${process.pid}.new`;
	writeFileSync(draft, `${JSON.stringify(value, null, '\t')}\n`, { mode: 0o600 });
	// The mode above is only given to a new file; a draft left by a crash may be older.
	chmodSync(draft, 0o600);
	renameSync(draft, path);
}

/** Reads such a file; null when there is none. */
export function readPrivateJson<T>(path: string): T | null {
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as T;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
}
