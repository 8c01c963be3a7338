import { expect, test } from 'bun:test';
import { aHistoryLine, type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'units up to the most pass',
		{ lines: [{ units: 3 }], facts: { codes: { mue: { A: { max: 3, mai: 1 } } } } },
		'pay',
	],
	[
		'MAI 1 denies the line over the limit whole',
		{ lines: [{ units: 4 }], facts: { codes: { mue: { A: { max: 3, mai: 1 } } } } },
		'deny CO-151',
	],
	[
		'MAI 2 counts the day',
		{ lines: [{ units: 4 }], facts: { codes: { mue: { A: { max: 3, mai: 2 } } } } },
		'deny CO-151',
	],
	[
		'MAI 3 counts what was paid on earlier claims of the day',
		{
			lines: [{ units: 2 }],
			facts: {
				codes: { mue: { A: { max: 3, mai: 3 } } },
				history: [aHistoryLine({ units: 2, billed: 2000 })],
			},
		},
		'deny CO-151',
	],
	[
		'MAI 1 does not',
		{
			lines: [{ units: 2 }],
			facts: {
				codes: { mue: { A: { max: 3, mai: 1 } } },
				history: [aHistoryLine({ units: 3, billed: 3000 })],
			},
		},
		'pay',
	],
	[
		'another day is another total',
		{
			lines: [{ units: 2 }],
			facts: {
				codes: { mue: { A: { max: 3, mai: 3 } } },
				history: [aHistoryLine({ units: 2, billed: 2000, from: '2026-06-09' })],
			},
		},
		'pay',
	],
	[
		'a line of days has one unit on each',
		{
			benefit: { per_day: true },
			lines: [{ units: 5 }],
			facts: { codes: { mue: { A: { max: 1, mai: 2 } } } },
		},
		'pay',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R15')).toBe(expected);
});

test('the line that takes the day over its total is denied, and a smaller one after it may still fit', () => {
	const changes: Changes = {
		lines: [{ units: 2 }, { units: 2, billed: 999 }, { units: 1 }],
		facts: { codes: { mue: { A: { max: 3, mai: 3 } } } },
		plan: { rules: { '5': 'off' } },
	};
	expect([1, 2, 3].map((n) => verdict(changes, 'R15', n))).toEqual(['pay', 'deny CO-151', 'pay']);
});

test('under MAI 1 each line is looked at by itself', () => {
	const changes: Changes = {
		lines: [{ units: 2 }, { units: 3 }],
		facts: { codes: { mue: { A: { max: 3, mai: 1 } } } },
	};
	expect([1, 2].map((n) => verdict(changes, 'R15', n))).toEqual(['pay', 'pay']);
});
