import { expect, test } from 'bun:test';
import { aHistoryLine, type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a first claim passes', {}, 'pay'],
	['the same again is denied', { facts: { history: [aHistoryLine()] } }, 'deny OA-18'],
	['a denied line counts too', { facts: { history: [aHistoryLine({ outcome: 'deny' })] } }, 'deny OA-18'],
	[
		'a line of a pended claim counts too',
		{ facts: { history: [aHistoryLine({ outcome: 'pend' })] } },
		'deny OA-18',
	],
	[
		'a line of a rejected claim does not',
		{ facts: { history: [aHistoryLine({ outcome: 'rejected' })] } },
		'pay',
	],
	['a voided line does not', { facts: { history: [aHistoryLine({ voided: true })] } }, 'pay'],
	['a claim never sees itself', { facts: { history: [aHistoryLine({ claim_id: 'claim-1' })] } }, 'pay'],
	[
		'a replacement never sees its original',
		{ claim: { replaces: 'earlier' }, facts: { history: [aHistoryLine()] } },
		'pay',
	],
	[
		'another member’s line does not count',
		{ facts: { history: [aHistoryLine({ member_id: 'member-2' })] } },
		'pay',
	],
	['another amount is suspect', { facts: { history: [aHistoryLine({ billed: 900 })] } }, 'pend 18'],
	[
		'another provider is suspect',
		{ facts: { history: [aHistoryLine({ provider_id: 'provider-2' })] } },
		'pend 18',
	],
	[
		'another amount and another provider are another service',
		{ facts: { history: [aHistoryLine({ billed: 900, provider_id: 'provider-2' })] } },
		'pay',
	],
	['another date is another service', { facts: { history: [aHistoryLine({ from: '2026-06-09' })] } }, 'pay'],
	['other units are another service', { facts: { history: [aHistoryLine({ units: 2 })] } }, 'pay'],
	[
		'another modifier is another service',
		{ facts: { history: [aHistoryLine({ modifiers: ['59'] })] } },
		'pay',
	],
	[
		'modifiers say the same in any order',
		{ lines: [{ modifiers: ['LT', '59'] }], facts: { history: [aHistoryLine({ modifiers: ['59', 'LT'] })] } },
		'deny OA-18',
	],
	[
		'an exact duplicate goes before a suspect one',
		{ facts: { history: [aHistoryLine({ billed: 900 }), aHistoryLine({ n: 2 })] } },
		'deny OA-18',
	],
	[
		'a plan may let suspects through',
		{ facts: { history: [aHistoryLine({ billed: 900 })] }, plan: { rules: { '5': 'warn' } } },
		'warn 18',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R5')).toBe(expected);
});

test('of two equal lines of a claim the second is denied, and of two nearly equal ones it waits', () => {
	expect(verdict({ lines: [{}, {}] }, 'R5', 1)).toBe('pay');
	expect(verdict({ lines: [{}, {}] }, 'R5', 2)).toBe('deny OA-18');
	expect(verdict({ lines: [{}, { billed: 999 }] }, 'R5', 2)).toBe('pend 18');
});
