import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a known provider without an NPI passes', {}, 'pay'],
	['a well-formed NPI passes', { provider: { npi: '1234567893' } }, 'pay'],
	['an NPI with a wrong check digit is rejected', { provider: { npi: '1234567890' } }, 'reject 207'],
	['an NPI of nine digits is rejected', { provider: { npi: '123456789' } }, 'reject 207'],
	['an NPI that was left empty is missing', { provider: { npi: '' } }, 'reject 206'],
	['a claim without a provider is rejected', { claim: { provider_id: undefined } }, 'reject 206'],
	['an unknown provider is rejected', { claim: { provider_id: 'nobody' } }, 'reject 208'],
	['a name of the language is no provider', { claim: { provider_id: 'constructor' } }, 'reject 208'],
	[
		'an unknown provider whose id is no NPI is malformed',
		{ claim: { provider_id: '1234567890' } },
		'reject 207',
	],
	['an unknown provider with a good NPI is unknown', { claim: { provider_id: '1234567893' } }, 'reject 208'],
	[
		'a plan may deny it instead',
		{ provider: { npi: '1234567890' }, plan: { rules: { '4': 'deny' } } },
		'deny CO-207',
	],
	[
		'a plan may pend it instead',
		{ provider: { npi: '1234567890' }, plan: { rules: { '4': 'pend' } } },
		'pend 207',
	],
	['a plan may switch it off', { provider: { npi: '1234567890' }, plan: { rules: { '4': 'off' } } }, 'pay'],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R4')).toBe(expected);
});
