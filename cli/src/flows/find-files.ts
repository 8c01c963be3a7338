import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure';

const GLOB = /[*?{[]/;
/** What an import leaves beside its files: answers and rejects are not for the next one to read. */
const OURS = /\.(?:ta1|999|277ca|rejects\.[^/]*)$/;

/** The files that paths name: files as they are, folders with all below them, globs, and `-` for standard input. */
export async function findFiles(paths: readonly string[]): Promise<string[]> {
	const found = await Promise.all(paths.map(filesOf));
	return [...new Set(found.flat())];
}

async function filesOf(path: string): Promise<string[]> {
	if (path === '-') return [path];
	const known = await stat(path).catch(() => null);
	if (known?.isDirectory()) return scan('**/*', path);
	if (known) return [path];
	const matches = GLOB.test(path) ? await scan(path, '.') : [];
	if (matches.length > 0) return matches;
	throw new Failure('unusable', 'FILE_NOT_FOUND', `there is no file ${path}`, { facts: { file: path } });
}

async function scan(pattern: string, folder: string): Promise<string[]> {
	const files = await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: folder, onlyFiles: true })).catch(
		(cause: NodeJS.ErrnoException) => {
			const message = `a folder in ${folder} may not be looked into (${cause.code})`;
			throw new Failure('unusable', 'FOLDER_UNREADABLE', message, { cause, facts: { file: folder } });
		},
	);
	return files
		.filter((file) => !OURS.test(file))
		.sort()
		.map((file) => (folder === '.' ? file : join(folder, file)));
}
