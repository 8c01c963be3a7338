import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { parseJson, repeatedKey } from './repeated-key';
import { SharedParts } from './shared-parts';

const pathOf = (text: string): string | undefined => repeatedKey(text, JSON.parse(text));

test.each<[string, string]>([
	['{"a":1,"a":1}', 'a'],
	['{"facts":{"plan":{"id":"p","id":"q"}}}', 'facts.plan.id'],
	['{"lines":[{"n":1},{"n":2,"billed":5,"n":3}]}', 'lines[1].n'],
	['{"a" : 1,\r\n\t"b":{},\n"a"\t:\n2}', 'a'],
	['{"a":1,"\\u0061":2}', 'a'],
	['{"\\"":1,"b":"}","\\"":2}', '"'],
	['[{"a":[{},[],"]",-1.5e3,true,null],"b":":","b":0}]', '[0].b'],
	['{"__proto__":1,"__proto__":2}', '__proto__'],
	['{"1":0,"1":0}', '1'],
])('a key that its object has already is found: %s', (text, path) => {
	expect(pathOf(text)).toBe(path);
	expect(() => parseJson(text)).toThrow(`${path} stands there twice`);
});

test.each([
	'{"a":{"a":{"a":[]}},"b":[{"a":1},{"a":1}]}',
	'{"a":":","b":"\\":","c":"\\"a\\":1","d":[":"," : "],"\\":":1}',
	'{"limit:days:count|member:1|2026":3}',
	'":"',
	'{}',
])('texts that look like keys are none, and objects beside each other may have the same: %s', (text) => {
	expect(pathOf(text)).toBeUndefined();
	expect(parseJson(text)).toEqual(JSON.parse(text));
});

test('no document that was written by JSON repeats a key, and one that is given a key again does', () => {
	const key = fc.constantFrom('', 'a', '"', ':', '\\', '{', '1');
	const json = fc.object({ key, values: [fc.string(), key, fc.integer(), fc.constant(null)], maxDepth: 4 });
	fc.assert(
		fc.property(json, key, fc.constantFrom(undefined, 2), (document, again, space) => {
			const text = JSON.stringify(document, null, space);
			expect(pathOf(text)).toBeUndefined();
			const name = JSON.stringify(again);
			const twice = text.replace(/^\{/, `{${name}:{${name}:0},${name} : [],`).replace(/,\s*\}$/, '}');
			expect(pathOf(twice)).toBe(again);
		}),
	);
});

test('a repeated key is found in a part that is shared, and when a part stands there twice', () => {
	const shared = new SharedParts();
	const part = '{"id":"p","benefits":{"b":{},"b":{"covered":false}}}';
	for (let time = 0; time < 2; time++) {
		expect(() => shared.parse(`{"facts":{"plan":${part}}}`)).toThrow('facts.plan.benefits.b stands');
		expect(() => shared.parse('{"facts":{"plan":{"id":"p"},"plan":{"id":"q"}}}')).toThrow(
			'facts.plan stands',
		);
		expect(() => shared.parse('{"facts":{"codes":{}},"facts":{}}')).toThrow('facts stands');
	}
});
