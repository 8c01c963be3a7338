import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a known member passes', {}, 'pay'],
	['an unknown member is not eligible', { claim: { member_id: 'nobody' } }, 'deny PR-31'],
	['a name of the language is no member', { claim: { member_id: 'toString' } }, 'deny PR-31'],
	['a plan may pend it', { claim: { member_id: 'nobody' }, plan: { rules: { '7': 'pend' } } }, 'pend 31'],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R7')).toBe(expected);
});
