import { expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { makeManifest } from './manifest';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const root = join(import.meta.dir, '..');

test('the help that is answered without starting Bun is the help of the commands as they are', async () => {
	const written = await Bun.file(join(root, 'oclif.manifest.json')).json();
	expect(written).toEqual(JSON.parse(JSON.stringify(await makeManifest(root))));
});

test('every command says what it does, shows an example and can answer in JSON or streams lines', async () => {
	const { commands } = (await makeManifest(root)) as unknown as {
		commands: Record<string, Record<string, unknown>>;
	};
	expect(Object.keys(commands)).not.toBeEmpty();
	for (const [id, command] of Object.entries(commands)) {
		expect({ id, summary: typeof command.summary, examples: command.examples }).toEqual({
			id,
			summary: 'string',
			examples: expect.arrayContaining([expect.anything()]),
		});
	}
});
