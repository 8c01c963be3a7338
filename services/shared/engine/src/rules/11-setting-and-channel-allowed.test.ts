import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'an allowed setting passes',
		{ benefit: { settings: ['inpatient'] }, claim: { setting: 'inpatient' } },
		'pay',
	],
	[
		'another setting does not',
		{ benefit: { settings: ['inpatient'] }, claim: { setting: 'outpatient' } },
		'deny CO-58',
	],
	['an unknown setting never passes', { benefit: { settings: ['inpatient'] } }, 'deny CO-58'],
	['a claim is cashless unless it says otherwise', { plan: { channels: ['cashless'] } }, 'pay'],
	[
		'a channel that the plan does not allow',
		{ plan: { channels: ['cashless'] }, claim: { channel: 'reimbursement' } },
		'deny CO-242',
	],
	[
		'a channel that the facility does not allow',
		{ provider: { channels: ['reimbursement'] } },
		'deny CO-242',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R11')).toBe(expected);
});
