import { afterAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFiles } from './find-files';
import { openInput } from './open-input';

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

test('of several files one that is not there keeps no other out; what looks like a flag is no file', async () => {
	const there = join(folder, 'a.837');
	const gone = join(folder, 'gone.837');
	const keepsMissing = true;
	expect(await findFiles([gone, there], { keepsMissing })).toEqual([gone, there]);
	await expect(openInput(gone)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
	await expect(findFiles([gone], { keepsMissing })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
	await expect(findFiles([there, '--dry-rn'], { keepsMissing })).rejects.toMatchObject({
		code: 'FILE_NOT_FOUND',
	});
});

test('links are followed, each file is found once, and what leads nowhere is not passed over', async () => {
	const inbox = mkdtempSync(join(tmpdir(), 'askes-links-'));
	const elsewhere = mkdtempSync(join(tmpdir(), 'askes-elsewhere-'));
	for (const file of [join(inbox, 'own.837'), join(elsewhere, 'a.837'), join(elsewhere, 'b.837')])
		writeFileSync(file, '');
	mkdirSync(join(inbox, 'sub'));
	const link = (to: string, name: string) => symlinkSync(to, join(inbox, name));
	link(join(elsewhere, 'a.837'), 'a-link.837');
	link(elsewhere, 'folder-link');
	link('own.837', 'own-link.837');
	link('nowhere.837', 'dangling.837');
	link('..', 'sub/up');
	link('../..', 'sub/out');
	link('/', 'root');
	link('itself', 'itself');
	expect(await findFiles([inbox])).toEqual(
		['a-link.837', 'dangling.837', 'folder-link/b.837', 'itself', 'own.837'].map((name) => join(inbox, name)),
	);
	for (const folder of [inbox, elsewhere]) rmSync(folder, { recursive: true });
});
