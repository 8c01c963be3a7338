import { expect, test } from 'bun:test';
import { Glob } from 'bun';
import { decideCase } from './decide-case';
import { parseCase } from './parse-case';

const examples = new URL('../../../../../examples/cases/', import.meta.url).pathname;

for (const file of [...new Glob('*.json').scanSync(examples)].sort()) {
	test(`the published example ${file} comes out as it says`, async () => {
		const example = parseCase(await Bun.file(examples + file).json());
		expect(example.expected).toBeDefined();
		expect(decideCase(example).differences).toEqual([]);
	});
}
