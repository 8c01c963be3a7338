import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFolderLock } from './folder-lock';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'askes-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
	['EACCES', 'FOLDER_NOT_WRITABLE'],
	['EROFS', 'FOLDER_NOT_WRITABLE'],
	['ENOSPC', 'DISK_FULL'],
	['53100', 'DISK_FULL'],
])('what the system refuses (%s) is a sentence that names the folder and a way out', async (code, told) => {
	const failure = await withFolderLock(folder, async () => {
		throw Object.assign(new Error('refused'), { code });
	}).catch((error: unknown) => error);
	expect(failure).toMatchObject({ name: 'LocalStackError', code: told });
	expect((failure as Error).message).toMatch(new RegExp(`${folder}.*--data-dir`));
});

test('any other failure stays what it is', async () => {
	const failure = new Error('a bug');
	const thrown = withFolderLock(folder, async () => {
		throw failure;
	});
	expect(await thrown.catch((error: unknown) => error)).toBe(failure);
});
