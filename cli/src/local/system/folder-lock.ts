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
	mkdirSync(folder, { recursive: true });
	const lock = new Database(join(folder, 'lock'));
	try {
		await take(lock);
		return await task();
	} finally {
		lock.close();
	}
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
