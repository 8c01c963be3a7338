import { expect, test } from 'bun:test';
import { type Changes, decided, sums, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a benefit that needs none', {}, 'pay'],
	['none is given', { benefit: { authorization: true } }, 'deny CO-197'],
	[
		'a matching one',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [{ id: 'auth-1', member_id: 'member-1', from: '2026-06-01', to: '2026-06-10' }],
			},
		},
		'pay',
	],
	[
		'an approved one',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [
					{ id: 'auth-1', member_id: 'member-1', from: '2026-06-01', to: '2026-06-10', status: 'approved' },
				],
			},
		},
		'pay',
	],
	[
		'a denied one',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [
					{ id: 'auth-1', member_id: 'member-1', from: '2026-06-01', to: '2026-06-10', status: 'denied' },
				],
			},
		},
		'deny CO-39',
	],
	[
		'one that still waits',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [
					{ id: 'auth-1', member_id: 'member-1', from: '2026-06-01', to: '2026-06-10', status: 'requested' },
				],
			},
		},
		'deny CO-15',
	],
	[
		'one of another provider',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [
					{
						id: 'auth-1',
						member_id: 'member-1',
						from: '2026-06-01',
						to: '2026-06-10',
						provider_id: 'provider-2',
					},
				],
			},
		},
		'deny CO-15',
	],
	[
		'one for another benefit',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [
					{
						id: 'auth-1',
						member_id: 'member-1',
						from: '2026-06-01',
						to: '2026-06-10',
						benefits: ['surgery'],
					},
				],
			},
		},
		'deny CO-15',
	],
	[
		'one for this benefit',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [
					{ id: 'auth-1', member_id: 'member-1', from: '2026-06-01', to: '2026-06-10', benefits: ['care'] },
				],
			},
		},
		'pay',
	],
	['an unknown one', { benefit: { authorization: true }, claim: { authorization: 'auth-1' } }, 'deny CO-15'],
	[
		'one of another time',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: { authorizations: [{ id: 'auth-1', member_id: 'member-1', to: '2026-06-09' }] },
		},
		'deny CO-15',
	],
	[
		'one of another member',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: { authorizations: [{ id: 'auth-1', member_id: 'member-2' }] },
		},
		'deny CO-15',
	],
	[
		'one that is used up',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [
					{ id: 'auth-1', member_id: 'member-1', from: '2026-06-01', to: '2026-06-10', amount: 1000 },
				],
				accumulators: { 'auth:auth-1': 1000 },
			},
		},
		'deny CO-198',
	],
	[
		'one that suffices',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [
					{ id: 'auth-1', member_id: 'member-1', from: '2026-06-01', to: '2026-06-10', amount: 1000 },
				],
			},
		},
		'pay',
	],
	[
		'one of which a part is left',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			facts: {
				authorizations: [
					{ id: 'auth-1', member_id: 'member-1', from: '2026-06-01', to: '2026-06-10', amount: 1000 },
				],
				accumulators: { 'auth:auth-1': 400 },
			},
		},
		'pay',
	],
	[
		'a line’s own goes before the claim’s',
		{
			benefit: { authorization: true },
			claim: { authorization: 'auth-1' },
			lines: [{ authorization: 'auth-2' }],
			facts: { authorizations: [{ id: 'auth-1', member_id: 'member-1' }] },
		},
		'deny CO-15',
	],
	[
		'switched to pend, an exceeded amount pends',
		{
			claim: { authorization: 'auth-1' },
			plan: { benefits: { care: { authorization: true } }, rules: { '24': 'pend' } },
			facts: { authorizations: [{ id: 'auth-1', member_id: 'member-1', amount: 999 }] },
		},
		'pend 198',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R24')).toBe(expected);
});

test('what is left of an authorization is paid, and the rest is the provider’s', () => {
	const result = decided({
		benefit: { authorization: true },
		claim: { authorization: 'auth-1' },
		facts: {
			authorizations: [{ id: 'auth-1', member_id: 'member-1', amount: 1_000 }],
			accumulators: { 'auth:auth-1': 400 },
		},
	});
	expect(sums(result)).toEqual({ 'CO-198': 400 });
	expect(result.accumulators['auth:auth-1']).toBe(1_000);
});

test('switched to warn, it does not cut any more', () => {
	const result = decided({
		claim: { authorization: 'auth-1' },
		plan: { benefits: { care: { authorization: true } }, rules: { '24': 'warn' } },
		facts: { authorizations: [{ id: 'auth-1', member_id: 'member-1', amount: 600 }] },
	});
	expect(result.decision.lines[0]).toMatchObject({ paid: 1_000, warnings: [{ rule: 'R24', carc: '198' }] });
});

test('who let a claim exceed its authorization let it exceed it by less, and not by more', () => {
	const asking = (units: number): Changes => ({
		claim: { authorization: 'auth-1' },
		lines: [{ units, billed: units * 1_000 }],
		plan: { benefits: { care: { authorization: true } }, rules: { '24': 'pend' } },
		facts: { authorizations: [{ id: 'auth-1', member_id: 'member-1', amount: 900 }] },
	});
	const [{ covers } = {}] = decided(asking(3)).decision.findings ?? [];
	const review = { covered: { [covers?.fingerprint ?? '']: covers?.up_to ?? 0 } };
	const outcome = (units: number) => decided(asking(units), { review }).decision.outcome;
	expect([outcome(3), outcome(2), outcome(4)]).toEqual(['approved', 'approved', 'pended']);
});
