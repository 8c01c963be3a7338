import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAskes } from '../testing/run-askes';
import { generatePopulation } from './generate-population';
import { readPopulation } from './read-population';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const room = mkdtempSync(join(tmpdir(), 'askes-test-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const fileOf = (text: string): string => {
	const path = join(room, `${Bun.randomUUIDv7()}.json`);
	writeFileSync(path, text);
	return path;
};

test('what generate population wrote is read again', async () => {
	const population = generatePopulation({ seed: 7, members: 20, providers: 5 });
	expect(await readPopulation(fileOf(JSON.stringify(population)))).toEqual(population);
});

test.each([
	['no JSON', 'ISA*00*'],
	['another thing', '{"members":[]}'],
	['no object', 'null'],
])('%s is no population', async (_, text) => {
	await expect(readPopulation(fileOf(text))).rejects.toMatchObject({ code: 'POPULATION_UNREADABLE' });
});

test('no such file, and no such day, are wrong usage', async () => {
	const generate = (...args: string[]) => runAskes(['generate', 'claims', '--json', ...args]);
	const [missing, undated] = await Promise.all([
		generate('--population', join(room, 'none.json')),
		generate('--since', '2026-02-30'),
	]);
	expect([missing.code, JSON.parse(missing.stdout).code]).toEqual([2, 'FILE_NOT_FOUND']);
	expect([undated.code, JSON.parse(undated.stdout).code]).toEqual([2, 'DATE_INVALID']);
});
