import { afterAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFiles } from './find-files';

const folder = mkdtempSync(join(tmpdir(), 'askes-files-'));
mkdirSync(join(folder, 'deep'));
for (const name of ['b.837', 'a.837', 'deep/c.837', 'notes.txt']) writeFileSync(join(folder, name), '');
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder means all below it, in order; a file itself; a dash standard input', async () => {
	const all = ['a.837', 'b.837', 'deep/c.837', 'notes.txt'].map((name) => join(folder, name));
	expect(await findFiles([folder])).toEqual(all);
	expect(await findFiles([join(folder, 'a.837'), '-'])).toEqual([join(folder, 'a.837'), '-']);
	expect(await findFiles([folder, join(folder, 'a.837')])).toEqual(all);
});

test('a file that is not there is named', async () => {
	await expect(findFiles([join(folder, 'x.837')])).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
	await expect(findFiles([join(folder, '*.edi')])).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
});
