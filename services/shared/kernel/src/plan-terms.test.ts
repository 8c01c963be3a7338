import { expect, test } from 'bun:test';
import { isSplitSound, leavesRest, maySwitch, type SwitchedEffect } from './plan-terms';

const EFFECTS: readonly SwitchedEffect[] = ['deny', 'pend', 'warn', 'off'];
const effectsOf = (rule: number) => EFFECTS.filter((effect) => maySwitch(rule, effect));

test('each rule may be switched to what ADJUDICATION lets it do, and no other', () => {
	for (let rule = 0; rule <= 40; rule++) {
		const isNever = rule < 3 || rule > 31 || [22, 23, 30].includes(rule);
		let expected = EFFECTS;
		if (isNever) expected = [];
		else if ([7, 18].includes(rule)) expected = ['deny', 'pend'];
		else if ([28, 31].includes(rule)) expected = ['pend', 'warn', 'off'];
		expect({ rule, effects: effectsOf(rule) }).toEqual({ rule, effects: [...expected] });
	}
});

test('who draws on a split names one of its parts, of which no two are alike and which are no more than the whole', () => {
	const parts = [
		['surgeon', 60],
		['theatre', '40.0'],
	] as const;
	expect(isSplitSound({})).toBe(true);
	expect(isSplitSound({ parts, part: 'theatre' })).toBe(true);
	expect(isSplitSound({ parts })).toBe(false);
	expect(isSplitSound({ parts, part: 'nurse' })).toBe(false);
	expect(isSplitSound({ part: 'nurse' })).toBe(false);
	expect(isSplitSound({ parts: [...parts, ['nurse', '0.000001']], part: 'nurse' })).toBe(false);
	expect(isSplitSound({ parts: [parts[0], parts[0]], part: 'surgeon' })).toBe(false);
});

test('what rounding each part down has lost is no rest, and anything more is', () => {
	const thirds = (percent: string | number) =>
		leavesRest({ parts: ['a', 'b', 'c'].map((name) => [name, percent] as const) });
	expect(thirds('33.33')).toBe(false);
	expect(thirds('33.3')).toBe(false);
	expect(thirds('33.32')).toBe(true);
	expect(thirds(33)).toBe(true);
	expect(
		leavesRest({
			parts: [
				['a', 50],
				['b', 50],
			],
		}),
	).toBe(false);
	expect(leavesRest({})).toBe(false);
});
