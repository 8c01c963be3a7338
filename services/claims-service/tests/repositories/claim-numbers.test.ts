import { afterAll, expect, test } from 'bun:test';
import { claimNumbers } from '../../src/repositories/claim-numbers';
import { startClaims } from '../setup';

const { platform, stop } = await startClaims();
afterAll(stop);

test('two processes never give out the same number', async () => {
	const [one, other] = [claimNumbers(platform.sql), claimNumbers(platform.sql)];
	const taken = await Promise.all([one.take(700), other.take(700), one.take(700), other.take(700)]);
	expect(new Set(taken.flat()).size).toBe(2_800);
});

test('the numbers of one request ascend, also where it needs several blocks', async () => {
	const taken = await claimNumbers(platform.sql).take(2_500);
	expect(taken).toEqual(taken.toSorted((a, b) => a - b));
	expect(new Set(taken).size).toBe(2_500);
});

test('a process asks the database once for a thousand numbers', async () => {
	const numbers = claimNumbers(platform.sql);
	const [first = 0] = await numbers.take(1);
	await Promise.all(Array.from({ length: 998 }, () => numbers.take(1)));
	expect(await numbers.take(1)).toEqual([first + 999]);
});
