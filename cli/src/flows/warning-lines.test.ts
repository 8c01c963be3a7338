import { expect, test } from 'bun:test';
import { WarningLines } from './warning-lines';

test('of a hundred thousand warnings of one kind the first are shown and the rest counted', () => {
	const lines: string[] = [];
	const warnings = new WarningLines((line) => lines.push(line));
	for (let at = 0; at < 100_000; at++) warnings.add('CONTROL_COUNT', `line ${at}`);
	warnings.add('BALANCE', 'another');
	warnings.close();
	expect(lines).toHaveLength(12);
	expect(lines.at(-1)).toBe('… and 99990 more CONTROL_COUNT');
});
