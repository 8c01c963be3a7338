import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a contract that prices the code', {}, 'pay'],
	['a contract that lacks the code pends', { lines: [{ code: 'X', benefit: 'care' }] }, 'pend 147'],
	[
		'also where the plan pays out of network',
		{ lines: [{ code: 'X', benefit: 'care' }], plan: { out_of_network: { basis: 'percent', percent: 80 } } },
		'pend 147',
	],
	[
		'the contract’s price for everything else',
		{ lines: [{ code: 'X', benefit: 'care' }], contract: { default: { basis: 'percent', percent: 80 } } },
		'pay',
	],
	['a price of nothing is a price', { contract: { prices: { A: { basis: 'fee', amount: 0 } } } }, 'pay'],
	['no contract at all pends', { claim: { provider_id: 'provider-2' } }, 'pend 147'],
	[
		'unless the plan pays a percentage out of network',
		{ claim: { provider_id: 'provider-2' }, plan: { out_of_network: { basis: 'percent', percent: 80 } } },
		'pay',
	],
	[
		'or a reference price',
		{
			claim: { provider_id: 'provider-2' },
			plan: { out_of_network: { basis: 'reference', prices: { A: { basis: 'fee', amount: 700 } } } },
		},
		'pay',
	],
	[
		'but not without one for the code',
		{ claim: { provider_id: 'provider-2' }, plan: { out_of_network: { basis: 'reference', prices: {} } } },
		'pend 147',
	],
	[
		'a plan may deny it',
		{ claim: { provider_id: 'provider-2' }, plan: { rules: { '18': 'deny' } } },
		'deny CO-147',
	],
	[
		'a case rate for a class that has no tariff',
		{
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-11', class: 'VIP' } },
			contract: { case_rate: { by_class: { '1': 900 } } },
		},
		'pend 147',
	],
	[
		'a case rate with a tariff of the chosen class and none of the entitled one',
		{
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-11', class: '1' } },
			contract: { case_rate: { by_class: { '1': 900 } } },
			plan: { room: { entitled_class: '2', entitled_rate: 1 } },
		},
		'pend 147',
	],
	[
		'a case rate by class for a stay and a plan that name none',
		{
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-11' } },
			contract: { case_rate: { by_class: { '1': 900 }, top_class: '1', above_top_percent: 75 } },
		},
		'pend 147',
	],
	[
		'daily cash needs no price',
		{
			claim: { provider_id: 'provider-2', stay: { admitted: '2026-06-10', discharged: '2026-06-11' } },
			benefit: { daily_cash: 500 },
		},
		'pay',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R18')).toBe(expected);
});
