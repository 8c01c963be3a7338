import { expect, test } from 'bun:test';
import { type Changes, decided, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['without ASO the insurer pays', {}, 'pay'],
	['a balance that just suffices', { facts: { policy: { id: 'policy-1', aso: { amount: 1000 } } } }, 'pay'],
	[
		'a balance that is short pends',
		{ facts: { policy: { id: 'policy-1', aso: { amount: 999 } } } },
		'pend 133',
	],
	[
		'what was used before is gone',
		{
			facts: {
				policy: { id: 'policy-1', aso: { amount: 1500 } },
				accumulators: { 'fund:aso|policy:policy-1': 501 },
			},
		},
		'pend 133',
	],
	[
		'what the member owes need not be held',
		{
			facts: { policy: { id: 'policy-1', aso: { amount: 800 } } },
			plan: { cost_share: { in: { coinsurance: 20 } } },
		},
		'pay',
	],
	[
		'what the claim’s discount takes off need not be held',
		{ facts: { policy: { id: 'policy-1', aso: { amount: 900 } } }, contract: { claim_discount: 100 } },
		'pay',
	],
	[
		'a plan may only warn',
		{ facts: { policy: { id: 'policy-1', aso: { amount: 999 } } }, plan: { rules: { '28': 'warn' } } },
		'warn 133',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R28')).toBe(expected);
});

test('every line with a benefit pends, the group is told, and nothing moves', () => {
	const { decision, accumulators } = decided({
		lines: [{}, { code: 'B', billed: 0 }, { code: 'C' }],
		facts: { policy: { id: 'policy-1', aso: { amount: 1_999 } } },
	});
	expect(decision.outcome).toBe('pended');
	expect(decision.lines.map((line) => line.outcome)).toEqual(['pend', 'pay', 'pend']);
	expect(decision.alerts).toEqual([{ fund: 'aso', percent: 100 }]);
	expect(accumulators).toEqual({});
});
