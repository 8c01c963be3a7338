import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, openOutput, writeOutput } from './write-output';

const folder = mkdtempSync(join(tmpdir(), 'askes-output-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file is never written over as it is read, by whatever name', async () => {
	const input = join(folder, 'claims.ndjson');
	const alias = join(folder, 'alias');
	writeFileSync(input, '{}');
	symlinkSync(input, alias);
	for (const path of [input, alias])
		await expect(openOutput(path, [input])).rejects.toMatchObject({ code: 'OUTPUT_IS_INPUT' });
	expect(readFileSync(input, 'utf8')).toBe('{}');
	await (await openOutput(join(folder, 'other'), [input])).close();
});

test('a place where nothing can be written is refused by its name', async () => {
	const refusalOf = (file: string) => ({ kind: 'unusable', code: 'OUTPUT_UNWRITABLE', facts: { file } });
	for (const path of [folder, join(folder, 'no-such-folder', 'file')])
		await expect(writeOutput(path, 'text')).rejects.toMatchObject(refusalOf(path));
	const inFile = join(folder, 'file', 'folder');
	writeFileSync(join(folder, 'file'), '');
	await expect(makeFolder(inFile)).rejects.toMatchObject(refusalOf(inFile));
});
