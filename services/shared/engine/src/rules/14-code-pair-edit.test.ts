import { expect, test } from 'bun:test';
import { aHistoryLine, type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'the column-2 code is denied, whichever line comes first',
		{ lines: [{}, { code: 'B' }], facts: { codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 0 }] } } },
		'deny CO-236',
	],
	[
		'no modifier helps against indicator 0',
		{
			lines: [{ modifiers: ['59'] }, { code: 'B' }],
			facts: { codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 0 }] } },
		},
		'deny CO-236',
	],
	[
		'a proper modifier helps with indicator 1',
		{
			lines: [{ modifiers: ['59'] }, { code: 'B' }],
			facts: { codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 1 }] } },
		},
		'pay',
	],
	[
		'also on the other line',
		{
			lines: [{}, { code: 'B', modifiers: ['XU'] }],
			facts: { codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 1 }] } },
		},
		'pay',
	],
	[
		'another modifier does not',
		{
			lines: [{ modifiers: ['22'] }, { code: 'B' }],
			facts: { codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 1 }] } },
		},
		'deny CO-236',
	],
	[
		'a pair that is not active does nothing',
		{ lines: [{}, { code: 'B' }], facts: { codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 9 }] } } },
		'pay',
	],
	[
		'on different days there is no pair',
		{
			lines: [{}, { code: 'B', from: '2026-06-09' }],
			facts: { codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 0 }] } },
		},
		'pay',
	],
	[
		'the column-1 code of an earlier paid claim counts',
		{
			facts: {
				history: [aHistoryLine({ code: 'B' })],
				codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 0 }] },
			},
		},
		'deny CO-236',
	],
	[
		'of an earlier denied one it does not',
		{
			facts: {
				history: [aHistoryLine({ code: 'B', outcome: 'deny' })],
				codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 0 }] },
			},
		},
		'pay',
	],
	[
		'a column-1 line that an earlier rule denied is absent',
		{
			lines: [{}, { code: 'B', from: '2026-06-10', to: '2026-06-12' }],
			member: { death_date: '2026-06-11' },
			facts: { codes: { ptp: [{ col1: 'B', col2: 'A', indicator: 0 }] } },
		},
		'pay',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R14')).toBe(expected);
});

test('the column-1 code is paid', () => {
	const codes = { ptp: [{ col1: 'B', col2: 'A', indicator: 0 }] };
	expect(verdict({ lines: [{}, { code: 'B' }], facts: { codes } }, 'R14', 2)).toBe('pay');
});
