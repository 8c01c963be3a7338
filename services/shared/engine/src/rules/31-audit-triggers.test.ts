import { expect, test } from 'bun:test';
import { aHistoryLine, type Changes, decided, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a claim that pays just the threshold', { plan: { audit: { claim_over: 1000 } } }, 'pay'],
	['one that pays more', { plan: { audit: { claim_over: 999 } } }, 'pend 133'],
	[
		'what it would pay counts, not what was billed',
		{ plan: { audit: { claim_over: 999 }, cost_share: { in: { copay: { amount: 1, per: 'line' } } } } },
		'pay',
	],
	[
		'what a fund would pay counts too',
		{
			plan: {
				audit: { claim_over: 999 },
				pools: [{ id: 'year', scope: 'member', per: 'year', amount: 900 }],
			},
			facts: { policy: { id: 'policy-1', excess: { mode: 'any_cause', fund: 'buffer', amount: 100 } } },
		},
		'pend 133',
	],
	[
		'as many surgeries a day as allowed',
		{
			lines: [{}, { code: 'B' }],
			benefit: { surgery: true },
			plan: { benefits: { care: { surgery: true } }, audit: { surgeries_per_day: 2 } },
		},
		'pay',
	],
	[
		'one more',
		{
			lines: [{}, { code: 'B' }],
			plan: { benefits: { care: { surgery: true } }, audit: { surgeries_per_day: 1 } },
		},
		'pend 133',
	],
	[
		'with what was paid on earlier claims of the day',
		{
			plan: { benefits: { care: { surgery: true } }, audit: { surgeries_per_day: 1 } },
			facts: { history: [aHistoryLine({ code: 'B' })] },
		},
		'pend 133',
	],
	[
		'a plan cannot make it deny, but it may warn',
		{ plan: { audit: { claim_over: 999 }, rules: { '31': 'warn' } } },
		'warn 133',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R31')).toBe(expected);
});

test('every line that is not denied pends', () => {
	const { decision } = decided({
		lines: [{}, { code: 'B' }, { code: 'X' }],
		plan: { audit: { claim_over: 1_999 } },
	});
	expect(decision.lines.map((line) => line.outcome)).toEqual(['pend', 'pend', 'deny']);
});

test('a claim that warns for its surgeries and for its amount warns once', () => {
	const { decision } = decided({
		plan: {
			benefits: { care: { surgery: true } },
			audit: { claim_over: 999, surgeries_per_day: 0 },
			rules: { '31': 'warn' },
		},
	});
	expect(decision.lines[0]?.warnings).toEqual([{ rule: 'R31', carc: '133' }]);
});
