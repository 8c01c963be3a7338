import { expect, test } from 'bun:test';
import { repeatedField } from '@claims-askes/sdk/json';
import fc from 'fast-check';
import { readCase } from './read-case';
import { readDocument } from './read-document';
import { SharedParts } from './shared-parts';

const twiceIn = (text: string): string | undefined => readDocument(text).twice;

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
	expect(twiceIn(text)).toBe(path);
});

test.each([
	'{"a":{"a":{"a":[]}},"b":[{"a":1},{"a":1}]}',
	'{"a":":","b":"\\":","c":"\\"a\\":1","d":[":"," : "],"\\":":1}',
	'{"limit:days:count|member:1|2026":3}',
	'":"',
	'{}',
])('texts that look like keys are none, and objects beside each other may have the same: %s', (text) => {
	expect(twiceIn(text)).toBeUndefined();
	// Also where counting has not told that there is none.
	expect(repeatedField(text, JSON.parse(text), { fields: -1 })).toBeUndefined();
});

test('no document that was written by JSON repeats a key, and one that is given a key again does', () => {
	const key = fc.constantFrom('', 'a', '"', ':', '\\', '{', '1');
	const json = fc.object({ key, values: [fc.string(), key, fc.integer(), fc.constant(null)], maxDepth: 4 });
	fc.assert(
		fc.property(json, key, fc.constantFrom(undefined, 2), (document, again, space) => {
			const text = JSON.stringify(document, null, space);
			expect(twiceIn(text)).toBeUndefined();
			const name = JSON.stringify(again);
			const twice = text.replace(/^\{/, `{${name}:{${name}:0},${name} : [],`).replace(/,\s*\}$/, '}');
			expect(twiceIn(twice)).toBe(again);
		}),
	);
});

test('a repeated key is found wherever a case has it: in a part that is shared, in what is expected, in a part that is there twice', () => {
	const plan = '"plan":{"id":"p","version":1,"benefits":{}}';
	const aCase = (facts: string, rest = ''): string =>
		`{"claim":{},"facts":{"today":"2026-06-30","currency":{"code":"USD","decimals":2},${facts}}${rest}}`;
	const shared = new SharedParts();
	const found = (text: string, parts?: SharedParts) => {
		const reading = readCase(Buffer.from(text), parts);
		return reading.kind === 'case' ? 'case' : `${reading.problems[0].code} ${reading.problems[0].path}`;
	};
	for (const parts of [undefined, shared, shared]) {
		expect(found(aCase(plan), parts)).toBe('case');
		expect(found(aCase(plan, ',"expected":{"totals":{"paid":1}}'), parts)).toBe('case');
		expect(found(aCase(plan.replace('{}', '{"b":{},"b":{}}')), parts)).toBe(
			'KEY_TWICE facts.plan.benefits.b',
		);
		expect(found(aCase(`${plan},${plan}`), parts)).toBe('KEY_TWICE facts.plan');
		expect(found(aCase(`${plan},"accumulators":{"auth:a":1,"auth:a":2}`), parts)).toBe(
			'KEY_TWICE facts.accumulators.auth:a',
		);
		expect(found(aCase(plan, ',"expected":{"totals":{"paid":1,"paid":2}}'), parts)).toBe(
			'KEY_TWICE expected.totals.paid',
		);
	}
});
