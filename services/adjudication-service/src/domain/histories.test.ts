import { expect, test } from 'bun:test';
import type { Claim, HistoryLine, Minor, Plan } from '@claims-askes/engine';
import { Histories, historyFrom, pastLine } from './histories';

const PLAN: Plan = { id: 'p', version: '1', benefits: { room: { per_day: true }, visit: {} } };
const past = (claim_id: string, from: string, changes: Partial<HistoryLine> = {}) =>
	pastLine(
		{
			...{
				claim_id,
				n: 1,
				member_id: 'm',
				provider_id: 'p',
				from,
				code: 'A',
				billed: 1 as Minor,
				outcome: 'pay',
			},
			...changes,
		},
		PLAN,
	);
const claimsOf = (histories: Histories, from = '2026-01-01') =>
	histories.of('m', from).map(({ claim_id }) => claim_id);

test('lines that were read and lines that were just decided stand in one order', () => {
	const read = new Histories([past('b', '2026-03-01'), past('a', '2026-03-01'), past('c', '2026-02-01')]);
	const made = new Histories([past('a', '2026-03-01')]);
	made.replace('c', [past('c', '2026-02-01')]);
	made.replace('b', [past('b', '2026-03-01')]);
	expect(claimsOf(made)).toEqual(claimsOf(read));
	expect(claimsOf(read)).toEqual(['c', 'a', 'b']);
});

test('a claim that is decided again leaves only its new lines', () => {
	const histories = new Histories([past('a', '2026-03-01', { outcome: 'pend' })]);
	histories.replace('a', [past('a', '2026-03-01')]);
	expect(histories.of('m', '2026-01-01').map(({ outcome }) => outcome)).toEqual(['pay']);
});

test.each<[string, Partial<HistoryLine>, boolean]>([
	['of one day', {}, false],
	['that lasted', { to: '2026-03-10' }, true],
	['of days that are counted', { benefit: 'room', units: 10 }, true],
	['of units that are no days', { benefit: 'visit', units: 10 }, false],
	['of a stay that ended later', { stay: { admitted: '2026-03-01', discharged: '2026-03-10' } }, true],
])('a line of 1 March %s matters on the 10th: %p', (_, changes, matters) => {
	expect(claimsOf(new Histories([past('a', '2026-03-01', changes)]), '2026-03-10')).toEqual(
		matters ? ['a'] : [],
	);
});

const claim = (changes: Partial<Claim> = {}): Claim => ({
	...{ id: 'c', member_id: 'm', provider_id: 'p', received: '2026-04-01', diagnoses: [] },
	lines: [{ n: 1, from: '2026-03-01', code: 'A', benefit: 'visit' }],
	...changes,
});
const stay = { admitted: '2026-02-20', discharged: '2026-03-02' };

test.each<[string, Claim, Partial<Plan>, string]>([
	['only its own days', claim(), {}, '2026-03-01'],
	['the days of its stay', claim({ stay }), {}, '2026-02-20'],
	['the recovery period before its stay', claim({ stay }), { recovery_days: 20 }, '2026-01-31'],
	['no recovery period without a stay', claim(), { recovery_days: 20 }, '2026-03-01'],
	[
		'as far as its benefit counts from the last time',
		claim(),
		{ benefits: { visit: { frequency: { days: 59 } } } },
		'2026-01-01',
	],
	[
		'as far as its window after a stay',
		claim(),
		{ benefits: { visit: { window: { post: 30 } } } },
		'2026-01-30',
	],
	[
		'not as far as another benefit',
		claim(),
		{ benefits: { visit: {}, frames: { frequency: { months: 24 } } } },
		'2026-03-01',
	],
])('a claim looks back on %s', (_, given, changes, from) => {
	expect(historyFrom(given, { ...PLAN, ...changes })).toBe(from);
});
