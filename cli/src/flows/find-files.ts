import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure';
import { fileNotFound } from './open-input';

const GLOB = /[*?{[]/;
/** What an import leaves beside its files: answers and rejects are not for the next one to read. */
const OURS = /\.(?:ta1|999|277ca|rejects\.[^/]*)$/;
/** A flag that is misspelt is no file that went missing. */
const FLAG = /^-./;

export interface FindOptions {
	/** Of several paths one that is not there is left for whoever opens it to tell, so that it keeps no other out. */
	readonly keepsMissing?: boolean;
}

/** The files that paths name: files as they are, folders with all below them, globs, and `-` for standard input. */
export async function findFiles(
	paths: readonly string[],
	{ keepsMissing = false }: FindOptions = {},
): Promise<string[]> {
	const isKept = (path: string) => keepsMissing && paths.length > 1 && !FLAG.test(path);
	const found = await Promise.all(paths.map((path) => filesOf(path, isKept(path))));
	return [...new Set(found.flat())];
}

async function filesOf(path: string, isKept: boolean): Promise<string[]> {
	if (path === '-') return [path];
	const known = await stat(path).catch(() => null);
	if (known?.isDirectory()) return filesBelow(path);
	if (known) return [path];
	const matches = GLOB.test(path) ? await scan(path) : [];
	if (matches.length > 0) return matches;
	if (isKept) return [path];
	throw fileNotFound(path);
}

const scan = async (pattern: string): Promise<string[]> =>
	(await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: '.', onlyFiles: true })).catch(unreadable('.')))
		.filter((file) => !OURS.test(file))
		.sort();

const unreadable = (folder: string) => (cause: NodeJS.ErrnoException) => {
	const message = `a folder in ${folder} may not be looked into (${cause.code})`;
	throw new Failure('unusable', 'FOLDER_UNREADABLE', message, { cause, facts: { file: folder } });
};

/** Every file once, by whatever links it is reached; a link that leads nowhere is left for whoever opens it to tell. */
async function filesBelow(folder: string): Promise<string[]> {
	const files = new Map<string, string>();
	const folders = new Set<string>();
	const links: string[] = [];
	const keep = (real: string, path: string) => void (files.has(real) || files.set(real, path));
	const look = async (at: string): Promise<void> => {
		const real = await realpath(at);
		if (folders.has(real)) return;
		folders.add(real);
		const entries = await readdir(at, { withFileTypes: true }).catch((cause) => {
			if (at === folder) unreadable(folder)(cause);
			keep(real, at);
			return [];
		});
		for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
			const path = join(at, entry.name);
			if (entry.name.startsWith('.') || OURS.test(entry.name)) continue;
			if (entry.isDirectory()) await look(path);
			else if (entry.isSymbolicLink()) links.push(path);
			else if (entry.isFile()) keep(join(real, entry.name), path);
		}
	};
	await look(folder);
	const [root = ''] = folders;
	const leadsOut = (real: string) => `${root}/`.startsWith(real === '/' ? real : `${real}/`);
	for (let link = links.shift(); link !== undefined; link = links.shift()) {
		const target = await stat(link).catch(() => null);
		// A link to what the folder itself lies in is a way back, and no part of it.
		if (target?.isDirectory()) {
			if (!leadsOut(await realpath(link))) await look(link);
		} else if (!target) keep(link, link);
		else if (target.isFile()) keep(await realpath(link), link);
	}
	return [...files.values()].sort();
}
