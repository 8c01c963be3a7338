import { describe, expect, test } from 'bun:test';
import { rulesOf, rulesOfLoop } from './check/structure-rules';
import { LoopMap, planOf } from './loops';
import * as remittance from './schema/835';
import * as dental from './schema/837d';
import * as institutional from './schema/837i';
import * as professional from './schema/837p';
import { loop, type TransactionSpec } from './schema/loop-spec';
import { Tokenizer } from './tokenizer';

const SPECS: readonly (readonly [string, TransactionSpec])[] = [
	remittance,
	dental,
	institutional,
	professional,
].flatMap((guides) => Object.entries<TransactionSpec>({ ...guides }));

/** Loops are connected and rules put together when a file comes to them: here all of them are at once. */
describe.each(SPECS)('%s', (_, spec) => {
	test('has a way out of every loop, and rules that a check can hold it against', () => {
		const map = new LoopMap(spec.root, { segments: {} });
		for (const place of map.loops()) {
			expect(map.forksOf(place).size).toBeGreaterThan(0);
			rulesOfLoop(place);
			for (const { byCode, otherwise } of map.forksOf(place).values()) {
				const steps = [...byCode.values()].map(({ step }) => step);
				for (const step of otherwise ? [...steps, otherwise] : steps) {
					rulesOf(step);
					expect(planOf(step).limit).toBeGreaterThan(0);
				}
			}
		}
	});
});

/** Where the segments of a small transaction lead to. */
function paths(map: LoopMap<unknown>, segments: readonly string[]): (string | undefined)[] {
	const tokenizer = new Tokenizer();
	const header = `ISA*00*          *00*          *ZZ*S1             *ZZ*P1             *260302*1030*^*00501*000000001*0*T*:~`;
	tokenizer.push(new TextEncoder().encode(header + segments.map((segment) => `${segment}~`).join('')));
	tokenizer.next();
	let at = map.root;
	return segments.map(() => {
		tokenizer.next();
		const step = map.step(at, tokenizer.segment);
		if (step) at = step.to;
		return step?.to.path;
	});
}

test('a segment leads into the loop that it begins by its code, or stays where its name belongs', () => {
	const root = loop('ST', 'Set', 'ST', {
		loops: [
			loop('A', 'First', 'NM1*41,42', { segments: ['REF'] }),
			loop('B', 'Second', 'NM1*40', { segments: ['REF'] }),
		],
	});
	const map = new LoopMap(root, { segments: {} });
	const segments = ['NM1*42', 'REF*X', 'NM1*99', 'NM1*40', 'REF*Y', 'REF*41'];
	expect(paths(map, segments)).toEqual(['A', 'A', undefined, 'B', 'B', 'B']);
});

test('a segment that two elements would tell apart is a mistake in the guide', () => {
	const root = loop('ST', 'Set', 'ST', {
		loops: [loop('A', 'First', 'HL***20'), loop('B', 'Second', 'HL*1')],
	});
	const map = new LoopMap(root, { segments: {} });
	expect(() => map.forksOf(map.root)).toThrow('HL is told apart by the elements 3 and 1');
});

test('a closing segment ends what its loop holds, however deep', () => {
	const root = loop('ST', 'Set', 'ST', {
		loops: [
			loop('A', 'Categories', 'LS', {
				closing: 'LE',
				loops: [loop('B', 'Category', 'LX', { segments: ['N1'] })],
			}),
		],
	});
	const segments = ['LS*2700', 'LX*1', 'N1*75', 'LE*2700', 'N1*75'];
	expect(paths(new LoopMap(root, { segments: {} }), segments)).toEqual(['A', 'A/B', 'A/B', 'A', undefined]);
});
