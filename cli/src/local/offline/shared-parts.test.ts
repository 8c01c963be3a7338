import { expect, test } from 'bun:test';
import { SharedParts } from './shared-parts';

const document = (plan: object, more: object = {}) => ({ facts: { plan, ...more } });

test('plans that say the same become one object, others stay apart', () => {
	const shared = new SharedParts();
	const [first, same, other] = [
		document({ id: 'a', limits: [1, 2] }),
		document({ id: 'a', limits: [1, 2] }),
		document({ id: 'a', limits: [2, 1] }),
	];
	for (const one of [first, same, other]) shared.share(one);
	expect(same.facts.plan).toBe(first.facts.plan);
	expect(other.facts.plan).toEqual({ id: 'a', limits: [2, 1] });
	expect(other.facts.plan).not.toBe(first.facts.plan);
});

const NO_CASES = [null, 7, 'facts', [], {}, { facts: null }, { facts: [] }, { facts: { plan: null } }];

test.each(NO_CASES.map((value) => [value]))('what is no case is left to the reader: %j', (value) => {
	const before = structuredClone(value);
	new SharedParts().share(value);
	expect(value).toEqual(before);
});

test('however many plans there are, no more is kept than fits', () => {
	const shared = new SharedParts();
	const first = document({ id: 'first' });
	shared.share(first);
	for (let at = 0; at < 40; at++) shared.share(document({ id: `${at}`, filler: 'x'.repeat(1_000_000) }));
	const again = document({ id: 'first' });
	shared.share(again);
	expect(again.facts.plan).not.toBe(first.facts.plan);
});
