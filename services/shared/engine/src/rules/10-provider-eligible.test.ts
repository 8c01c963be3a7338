import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['an active provider passes', { provider: { status: 'active' } }, 'pay'],
	['a suspended one does not', { provider: { status: 'suspended' } }, 'deny CO-B7'],
	['the last day of the licence counts', { provider: { licence_to: '2026-06-10' } }, 'pay'],
	['a lapsed licence denies', { provider: { licence_to: '2026-06-09' } }, 'deny CO-B7'],
	[
		'a contract that ended before denies',
		{ contract: { to: '2026-06-09' }, plan: { out_of_network: { basis: 'percent', percent: 100 } } },
		'deny CO-B7',
	],
	[
		'a contract that begins later is out of network',
		{ contract: { from: '2026-06-11' }, plan: { out_of_network: { basis: 'percent', percent: 100 } } },
		'pay',
	],
	[
		'a provider of the specialty passes',
		{ benefit: { specialty: 'surgery' }, provider: { specialties: ['medicine', 'surgery'] } },
		'pay',
	],
	[
		'one of another specialty does not',
		{ benefit: { specialty: 'surgery' }, provider: { specialties: ['medicine'] } },
		'deny CO-170',
	],
	['an unknown specialty never passes', { benefit: { specialty: 'surgery' } }, 'deny CO-170'],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R10')).toBe(expected);
});
