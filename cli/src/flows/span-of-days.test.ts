import { expect, test } from 'bun:test';
import { spanOf } from './span-of-days';

const NOW = new Date('2026-11-26T10:00:00Z');

test.each<[string, string | undefined, string, string]>([
	['2026-03-01', '2026-03-31', '2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
	['2026-03-01', undefined, '2026-03-01T00:00:00.000Z', '2026-11-26T10:00:00.000Z'],
	[
		'2026-03-01T08:00:00+07:00',
		'2026-03-01T02:00:00Z',
		'2026-03-01T01:00:00.000Z',
		'2026-03-01T02:00:00.000Z',
	],
])('from %s to %s', (from, to, since, until) => {
	expect(spanOf(from, to, NOW)).toEqual({ from: since, to: until });
});

test.each([
	['2026-02-30', undefined],
	['yesterday', undefined],
	['2026-03-02', '2026-02-28'],
])('%s to %s is refused', (from, to) => {
	expect(() => spanOf(from, to, NOW)).toThrow();
});
