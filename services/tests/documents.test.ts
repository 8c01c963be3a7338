import { expect, test } from 'bun:test';
import { Glob } from 'bun';

interface Described {
	readonly name: string;
	readonly description?: string;
}

interface OpenApi {
	readonly paths?: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: Described[] }>>>>;
}

const documents = [...new Glob('openapi/*.json').scanSync()];

test('every parameter of every published operation says what it is', async () => {
	const silent: string[] = [];
	let told = 0;
	for (const file of documents) {
		const { paths = {} }: OpenApi = await Bun.file(file).json();
		for (const [path, operations] of Object.entries(paths))
			for (const [method, { parameters = [] }] of Object.entries(operations))
				for (const { name, description } of parameters) {
					if (description) told++;
					else silent.push(`${file} ${method} ${path} ${name}`);
				}
	}
	expect(silent).toEqual([]);
	expect(told).toBeGreaterThan(200);
});
