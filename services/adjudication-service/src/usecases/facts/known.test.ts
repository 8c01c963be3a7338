import { expect, test } from 'bun:test';
import { Known } from './known';

test('what is known is not fetched again, and the rest at once', async () => {
	const known = new Known<number>(10);
	const asked: string[][] = [];
	const all = (...keys: string[]) =>
		known.all(
			keys,
			async (missing) => {
				asked.push(missing);
				return missing;
			},
			(key) => [key, Number(key)],
		);
	await all('1', '2', '2');
	expect(await all('2', '3')).toEqual(
		new Map([
			['2', 2],
			['3', 3],
		]),
	);
	await all('1', '3');
	expect(asked).toEqual([['1', '2'], ['3']]);
});

test('what was not asked for the longest makes room', () => {
	const known = new Known<string>(2);
	known.keep('a', 'A');
	known.keep('b', 'B');
	known.get('a');
	known.keep('c', 'C');
	expect([known.get('a'), known.get('b'), known.get('c')]).toEqual(['A', undefined, 'C']);
});
