import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { SharedParts } from './shared-parts';

interface Document {
	readonly facts: { readonly plan: object; readonly contracts?: object; readonly codes?: object };
}

const read = (shared: SharedParts, document: unknown, space?: number): Document =>
	shared.parse(JSON.stringify(document, null, space)).document as Document;

test('parts that read the same become one object, others stay apart', () => {
	const shared = new SharedParts();
	const facts = {
		plan: { id: 'a', exclusions: { codes: ['X'] } },
		contracts: [{ codes: ['Y'] }],
		codes: { version: 1 },
	};
	const first = read(shared, { claim: { id: 1 }, facts });
	const same = read(shared, { claim: { id: 2 }, facts });
	const other = read(shared, { claim: { id: 3 }, facts: { ...facts, plan: { id: 'b' } } });
	expect(same).toEqual({ claim: { id: 2 }, facts } as never);
	expect(same.facts.plan).toBe(first.facts.plan);
	expect(same.facts.contracts).toBe(first.facts.contracts as object);
	expect(same.facts.codes).toBe(first.facts.codes as object);
	expect(other.facts).toEqual({ ...facts, plan: { id: 'b' } });
	expect(other.facts.contracts).toBe(first.facts.contracts as object);
});

test('a document written with spaces shares its parts too', () => {
	const shared = new SharedParts();
	const one = { facts: { plan: { id: 'a "quoted" } name' } } };
	expect(read(shared, one, 2).facts.plan).toBe(read(shared, one, 2).facts.plan);
});

const key = fc.constantFrom('facts', 'plan', 'contracts', 'codes', 'expected', 'x');
const text = fc.constantFrom('', '"plan":{}', '\\', '"', '{', ']', '\\"codes":{"a":1}', 'plan');
const { anyJson } = fc.letrec((tie) => ({
	anyJson: fc.oneof(
		{ maxDepth: 5 },
		fc.integer(),
		text,
		fc.constant(null),
		fc.array(tie('anyJson'), { maxLength: 3 }),
		fc.dictionary(key, tie('anyJson'), { maxKeys: 4 }),
	),
}));

test('whatever a document is, it is read as JSON.parse reads it, the first time and again', () => {
	fc.assert(
		fc.property(
			fc.array(anyJson, { minLength: 1, maxLength: 4 }),
			fc.constantFrom(undefined, 1),
			(documents, space) => {
				const shared = new SharedParts();
				for (const document of [...documents, ...documents]) {
					const written = JSON.stringify(document, null, space);
					expect(shared.parse(written).document).toEqual(JSON.parse(written));
				}
			},
		),
		{ numRuns: 2_000 },
	);
});

test.each([
	'{"facts":{"plan":null},"claim":{"plan":{"a":1}}}',
	'{"claim":{"plan":{"a":1}},"facts":{"pl\\u0061n":{"a":2}}}',
])('a part that is elsewhere takes no other’s place: %s', (written) => {
	const shared = new SharedParts();
	for (let again = 0; again < 2; again++) expect(shared.parse(written).document).toEqual(JSON.parse(written));
});

test.each(['{"facts":{"plan":{', '{"facts":{"plan":{bad}}}', '{"facts":{"plan":{}}', '{"plan":{"a":"'])(
	'what is not JSON is refused as such: %s',
	(written) => {
		expect(() => new SharedParts().parse(written)).toThrow(SyntaxError);
	},
);

test('however many plans there are, no more is kept than fits', () => {
	const shared = new SharedParts();
	const first = read(shared, { facts: { plan: { id: 'first' } } });
	for (let at = 0; at < 50; at++) read(shared, { facts: { plan: { id: at } } });
	const again = read(shared, { facts: { plan: { id: 'first' } } });
	expect(again).toEqual(first);
	expect(again.facts.plan).not.toBe(first.facts.plan);
});
