import { spawnSync } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../failure';
import { PROJECT_ROOT } from '../project';

/** Texts of documents, by the names of their files. */
export type Documents = ReadonlyMap<string, string>;

/** The folder that the project commits. */
const FOLDER = 'openapi';

export const committedFolder = join(PROJECT_ROOT, FOLDER);

/** The documents of a folder, or the one of a file. */
export async function documentsAt(path: string): Promise<Documents> {
	const place = await stat(path).catch(() => null);
	if (place === null) throw new Failure('unusable', 'FILE_NOT_FOUND', `there is no ${path}`);
	const files = place.isDirectory()
		? (await readdir(path)).filter((name) => name.endsWith('.json')).map((name) => join(path, name))
		: [path];
	return new Map(
		await Promise.all(files.map(async (file) => [basename(file), await readFile(file, 'utf8')] as const)),
	);
}

/** The documents as a commit has them, by any name that git knows it by; of a branch that went on, where ours left it. */
export function documentsIn(revision: string): Documents {
	const named = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)?.trim();
	if (named === undefined)
		throw new Failure(
			'unusable',
			'REVISION_UNKNOWN',
			`git knows no ${revision} here, or this is no checkout`,
		);
	const commit = git('merge-base', named, 'HEAD')?.trim() || named;
	const files = lines(git('ls-tree', '--name-only', commit, '--', `${FOLDER}/`)).filter((file) =>
		file.endsWith('.json'),
	);
	return new Map(files.map((file) => [basename(file), git('show', `${commit}:${file}`) ?? '']));
}

/** The last release, else what is committed. */
export const usualRevision = (): string => git('describe', '--tags', '--abbrev=0')?.trim() || 'HEAD';

function git(...args: string[]): string | null {
	const asked = spawnSync('git', args, { cwd: PROJECT_ROOT, encoding: 'utf8', maxBuffer: 64 * 1_048_576 });
	return asked.status === 0 ? asked.stdout : null;
}

const lines = (text: string | null): string[] => (text ?? '').split('\n').filter(Boolean);
