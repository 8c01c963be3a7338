import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Original } from '../reading/read-file';
import { RejectsFiles } from './rejects-files';

const folder = mkdtempSync(join(tmpdir(), 'askes-rejects-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

const aReject = (original: Original) => ({
	file: 'a',
	claim_id: 'C1',
	reasons: [{ code: 'BAD', message: 'is bad', place: 'lines' }],
	original,
	claim: {},
});
const ndjson = (text: string) => aReject({ format: 'ndjson', text });
const csv = (columns: string[], cells: string[]) => aReject({ format: 'csv', columns, rows: [cells] });

test('all rejects of a format go to the file that was named, whatever it is called', async () => {
	const rejects = new RejectsFiles('in.ndjson', at('bad.txt'));
	for (const text of ['{"a":1}', '{"a":2}', '{"a":3}']) await rejects.add(ndjson(text));
	expect(readFileSync(at('bad.txt'), 'utf8').split('\n')).toHaveLength(4);
	expect(readdirSync(folder).sort()).toEqual(['bad.txt', 'bad.txt.reasons.ndjson']);
});

test('rows of CSV stand under their own header, so files of two headers have two files of rejects', async () => {
	const rejects = new RejectsFiles(at('in.csv'), undefined);
	await rejects.add(csv(['id', 'charge'], ['1', '5']));
	await rejects.add(csv(['charge', 'id'], ['6', '2']));
	await rejects.add(csv(['id', 'charge'], ['3', '7']));
	expect(rejects.paths).toEqual([at('in.csv.rejects.csv'), at('in.csv.rejects.2.csv')]);
	expect(readFileSync(at('in.csv.rejects.csv'), 'utf8')).toMatch(/^id,charge,.*\s+1,5,.*\s+3,7,.*\s+$/);
	expect(readFileSync(at('in.csv.rejects.2.csv'), 'utf8')).toMatch(/^charge,id,.*\s+6,2,.*\s+$/);
});

test('rejects that cannot be written end the import with the name of their file', async () => {
	const rejects = new RejectsFiles('in.ndjson', at('none/x'));
	await expect(rejects.add(ndjson('{}'))).rejects.toMatchObject({
		code: 'REJECTS_NOT_WRITTEN',
		facts: { file: at('none/x') },
	});
});
