import { expect, test } from 'bun:test';
import type { HistoryLine, Minor } from '@claims-askes/engine';
import { Histories, historyFrom } from './histories';

const line = (claim_id: string, from: string, changes: Partial<HistoryLine> = {}): HistoryLine => ({
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
});
const claimsOf = (histories: Histories, from = '2026-01-01') =>
	histories.of('m', from).map(({ claim_id }) => claim_id);

test('lines that were read and lines that were just decided stand in one order', () => {
	const read = new Histories([line('b', '2026-03-01'), line('a', '2026-03-01'), line('c', '2026-02-01')]);
	const made = new Histories([line('a', '2026-03-01')]);
	made.replace('c', [line('c', '2026-02-01')]);
	made.replace('b', [line('b', '2026-03-01')]);
	expect(claimsOf(made)).toEqual(claimsOf(read));
	expect(claimsOf(read)).toEqual(['c', 'a', 'b']);
});

test('a claim that is decided again leaves only its new lines', () => {
	const histories = new Histories([line('a', '2026-03-01', { outcome: 'pend' })]);
	histories.replace('a', [line('a', '2026-03-01')]);
	expect(histories.of('m', '2026-01-01')).toEqual([line('a', '2026-03-01')]);
});

test('lines from before the day that may matter are not looked at', () => {
	expect(claimsOf(new Histories([line('a', '2026-02-28'), line('b', '2026-03-01')]), '2026-03-01')).toEqual([
		'b',
	]);
});

test('a plan that looks far back is given that much history', () => {
	const plan = { id: 'p', version: '1', benefits: {} };
	const optical = { ...plan, benefits: { frames: { frequency: { months: 24 } } } };
	expect(historyFrom(optical, '2026-03-01') < historyFrom(plan, '2026-03-01')).toBe(true);
	expect(historyFrom(optical, '2026-03-01') <= '2024-03-01').toBe(true);
});
