import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a service on the day of birth passes', { member: { birth_date: '2026-06-10' } }, 'pay'],
	['a service before birth is denied', { member: { birth_date: '2026-06-11' } }, 'deny CO-14'],
	['a service on the day of death passes', { member: { death_date: '2026-06-10' } }, 'pay'],
	['a service after death is denied', { member: { death_date: '2026-06-09' } }, 'deny CO-13'],
	[
		'a service that goes on after death is denied',
		{ member: { death_date: '2026-06-10' }, lines: [{ to: '2026-06-11' }] },
		'deny CO-13',
	],
	[
		'of daily cash only the inpatient days are a service, however many were asked for',
		{
			member: { death_date: '2026-06-12' },
			benefit: { daily_cash: 100 },
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
			lines: [{ units: 10 }],
		},
		'pay',
	],
	[
		'a plan may pend it instead',
		{ member: { death_date: '2026-06-09' }, plan: { rules: { '3': 'pend' } } },
		'pend 13',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R3')).toBe(expected);
});
