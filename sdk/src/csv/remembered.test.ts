import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { Remembered } from './remembered';

test('a text is new once, whatever texts there are', () => {
	fc.assert(
		fc.property(fc.array(fc.string(), { maxLength: 3_000 }), (texts) => {
			const remembered = new Remembered();
			const known = new Set<string>();
			for (const text of texts) {
				expect(remembered.add(text)).toBe(!known.has(text));
				known.add(text);
			}
		}),
	);
});

test('of numbers that differ by a digit none is taken for another', () => {
	const remembered = new Remembered();
	for (let at = 0; at < 300_000; at++) expect(remembered.add(`CLM-2026-${at}`)).toBe(true);
	for (let at = 0; at < 300_000; at += 1_000) expect(remembered.add(`CLM-2026-${at}`)).toBe(false);
});

test('of texts without end the last are remembered, in tables that do not grow', () => {
	const most = 1 << 12;
	const remembered = new Remembered(most);
	for (let at = 0; at < 10 * most; at++) expect(remembered.add(String(at))).toBe(true);
	for (let back = 1; back < most / 2; back++) expect(remembered.add(String(10 * most - back))).toBe(false);
	expect(remembered.add('0')).toBe(true);
});
