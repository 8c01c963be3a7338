import { expect, test } from 'bun:test';
import { netInWords } from './net-in-words';

test.each([
	[{}, 'the plan pays as much as before'],
	[{ USD: '0.00' }, 'the plan pays as much as before'],
	[{ USD: '-41.65' }, 'the plan pays 41.65 USD less'],
	[{ USD: '12.00', IDR: '-5000' }, 'the plan pays 12.00 USD more, 5000 IDR less'],
])('what was decided again comes to %j: %s', (net: Record<string, string>, words) => {
	expect(netInWords(net)).toBe(words);
});
