import { expect, test } from 'bun:test';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { compareDocuments } from './compare-documents';

/** A document of one route that takes and answers what the schema says. */
const documentOf = (schema: object) => ({
	openapi: '3.1.1',
	paths: {
		'/teas': {
			post: {
				requestBody: { required: true, content: { 'application/json': { schema } } },
				responses: { 201: { content: { 'application/json': { schema } } } },
			},
		},
	},
});

const word = fc.constantFrom('a', 'b', 'c');
const field = fc.constantFrom('x', 'y');
const leaf: fc.Arbitrary<object> = fc.oneof(
	fc.constantFrom({ type: 'string' }, { type: 'integer' }, { type: 'number' }, { type: ['string', 'null'] }),
	fc.constantFrom({ type: 'boolean' }, { type: 'null' }),
	fc.record({ type: fc.constant('string'), minLength: fc.nat(2), maxLength: fc.integer({ min: 2, max: 4 }) }),
	fc.record({ type: fc.constant('integer'), minimum: fc.nat(3) }, { requiredKeys: ['type'] }),
	fc.record({ type: fc.constant('string'), enum: fc.uniqueArray(word, { minLength: 1 }) }),
	fc.record({ type: fc.constant('string'), const: word }),
);
const { schema } = fc.letrec<{ schema: object }>((tie) => ({
	schema: fc.oneof(
		{ maxDepth: 2, depthSize: 'small' },
		leaf,
		fc.record({
			type: fc.constant('object'),
			properties: fc.dictionary(field, tie('schema'), { maxKeys: 2 }),
			required: fc.uniqueArray(field, { maxLength: 2 }),
			additionalProperties: fc.constant(false),
		}),
		fc.record({ type: fc.constant('array'), items: tie('schema') }),
		fc.record({ anyOf: fc.uniqueArray(leaf, { minLength: 1, maxLength: 2, selector: JSON.stringify }) }),
	),
}));

const VALUES: readonly unknown[] = (() => {
	const plain = ['a', 'b', 'c', '', 'aaa', 'aaaaa', 0, 1, 2, 5, 1.5, true, null];
	const lists = [[], ...plain.map((value) => [value])];
	const objects = [
		{},
		...[...plain, ...lists].flatMap((value) => [{ x: value }, { y: value }]),
		...plain.flatMap((x) => plain.map((y) => ({ x, y }))),
	];
	return [...plain, ...lists, ...objects, ...objects.map((value) => [value]), ...objects.map((x) => ({ x }))];
})();

const ajv = new Ajv({ strict: false });
const goodOf = (one: object) => {
	const accepts = ajv.compile(one);
	return VALUES.filter((value) => accepts(value));
};
const levelsOf = (before: object, after: object, side: string) =>
	compareDocuments(documentOf(before) as never, documentOf(after) as never)
		.filter(({ change }) => change.startsWith(side))
		.map(({ level }) => level);

type Node = Record<string, unknown>;

/** The schema once for each of its parts, with that part changed. */
function* changed(one: Node, change: (part: Node) => object): Generator<object> {
	yield change(one);
	for (const [name, part] of Object.entries((one.properties ?? {}) as Record<string, Node>))
		for (const other of changed(part, change))
			yield { ...one, properties: { ...(one.properties as Node), [name]: other } };
	if (one.items) for (const items of changed(one.items as Node, change)) yield { ...one, items };
	const parts = (one.anyOf ?? []) as Node[];
	for (const [at, part] of parts.entries())
		for (const other of changed(part, change))
			if (!('anyOf' in other)) yield { ...one, anyOf: parts.with(at, other as Node) };
}

/** Nobody writes anything beside what names all that may be, and the library makes one of them. */
const namesAll = (one: object) => ['anyOf', 'enum', 'const'].some((keyword) => keyword in one);

/** A schema and one that differs from it in one place: by another part, by more or other keywords, or by one less. */
const pair = fc
	.tuple(schema, schema, fc.nat(), fc.constantFrom('instead', 'beside', 'without'))
	.map(([one, other, nth, how]): [object, object] => {
		const change = (part: Node) => {
			if (how === 'instead') return other;
			if (how === 'beside') return [part, other].some(namesAll) ? part : { ...part, ...other };
			// Of a schema with properties or a length everybody knows the type.
			const keywords = Object.keys(part).filter((keyword) => keyword !== 'type');
			const { [keywords[nth % keywords.length] ?? '']: _, ...rest } = part;
			return rest;
		};
		const all = [...changed(one as Node, change)];
		return [one, all[nth % all.length] ?? one];
	});

/** As who reads it sees it, to whom a field more is no harm. */
const opened = (one: object): object =>
	JSON.parse(JSON.stringify(one), (name, value) => (name === 'additionalProperties' ? undefined : value));

test('where nothing is told to break callers, all that could be sent can be sent, and nothing unknown is answered', () => {
	const seen = { breaking: 0, harmless: 0 };
	fc.assert(
		fc.property(pair, ([before, after]) => {
			const [sent, answered] = [levelsOf(before, after, 'body'), levelsOf(before, after, 'answer')];
			seen[sent.includes('breaking') ? 'breaking' : 'harmless']++;
			const [old, now] = [goodOf(before), goodOf(after)];
			if (!sent.includes('breaking')) expect(old.filter((value) => !now.includes(value))).toEqual([]);
			if (answered.some((level) => level === 'breaking' || level === 'warning')) return;
			const known = goodOf(opened(before));
			expect(now.filter((value) => !known.includes(value))).toEqual([]);
		}),
		{ numRuns: 400, seed: 2026 },
	);
	expect(Math.min(seen.breaking, seen.harmless)).toBeGreaterThan(50);
});
