import { Database, SQLiteError } from 'bun:sqlite';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError } from '../local-stack-error';

const PATIENCE_MS = 120_000;

/**
 * Lets one process at a time start or stop a stack. The lock is SQLite's on an empty file: the system lets go of it
 * when its holder dies, however it dies, so there is never a stale one to judge.
 */
export async function withFolderLock<T>(folder: string, task: () => Promise<T>): Promise<T> {
	try {
		mkdirSync(folder, { recursive: true });
		return await underLock(folder, task);
	} catch (error) {
		throw refusalOf(error, folder) ?? error;
	}
}

async function underLock<T>(folder: string, task: () => Promise<T>): Promise<T> {
	const lock = new Database(join(folder, 'lock'));
	try {
		await take(lock);
		return await task();
	} finally {
		lock.close();
	}
}

const NO_RIGHT = [
	'EACCES',
	'EPERM',
	'EROFS',
	'SQLITE_CANTOPEN',
	'SQLITE_READONLY',
	'SQLITE_READONLY_DIRECTORY',
];
/** The last is PostgreSQL's. */
const NO_ROOM = ['ENOSPC', 'SQLITE_FULL', '53100'];

/** What the system refuses is nobody's bug: a sentence with a way out. */
function refusalOf(error: unknown, folder: string): LocalStackError | null {
	const { code = '' } = error as { code?: string };
	if (NO_ROOM.includes(code))
		return new LocalStackError(
			'DISK_FULL',
			`no room is left for ${folder}; make some, or choose another folder with --data-dir`,
		);
	if (!NO_RIGHT.includes(code)) return null;
	return new LocalStackError(
		'FOLDER_NOT_WRITABLE',
		`this account may not write to all of ${folder}: start as the one that owns it, or choose another folder with --data-dir`,
	);
}

async function take(lock: Database): Promise<void> {
	const deadline = performance.now() + PATIENCE_MS;
	while (true) {
		try {
			lock.run('begin exclusive');
			return;
		} catch (error) {
			if (!(error instanceof SQLiteError) || error.code !== 'SQLITE_BUSY') throw error;
			if (performance.now() > deadline) {
				throw new LocalStackError('STACK_BUSY', 'another process is still starting or stopping this stack');
			}
			await Bun.sleep(50);
		}
	}
}
