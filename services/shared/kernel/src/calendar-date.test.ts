import { expect, test } from 'bun:test';
import fc from 'fast-check';
import {
	addDays,
	addMonths,
	ageOn,
	dateOf,
	dayOf,
	daysBetween,
	isCalendarDate,
	isWithin,
	yearStarting,
} from './calendar-date';

test('only days that exist are dates', () => {
	for (const date of ['2026-01-31', '2024-02-29', '2000-02-29', '1899-12-31', '2100-01-01']) {
		expect(isCalendarDate(date)).toBe(true);
	}
	for (const date of [
		'2026-02-29',
		'1900-02-29',
		'2026-13-01',
		'2026-00-10',
		'2026-1-01',
		'2026-01-01T00:00',
		'',
		20260101,
	]) {
		expect(isCalendarDate(date)).toBe(false);
	}
});

test('a month has the days that the calendar of the platform gives it', () => {
	for (const year of [1900, 2000, 2023, 2024, 2100]) {
		for (let month = 1; month <= 12; month++) {
			const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
			const of = (day: number) => `${year}-${String(month).padStart(2, '0')}-${day}`;
			expect([28, 29, 30, 31, 32].filter((day) => isCalendarDate(of(day))).at(-1)).toBe(days);
			expect(addMonths('2024-01-31', (year - 2024) * 12 + month - 1)).toBe(of(days));
		}
	}
});

test('day numbers agree with the calendar of the platform, for three centuries', () => {
	fc.assert(
		fc.property(fc.integer({ min: -60_000, max: 60_000 }), (day) => {
			const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
			expect(dateOf(day)).toBe(date);
			expect(dayOf(date)).toBe(day);
		}),
	);
});

test('days are counted across months and leap years', () => {
	expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
	expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
	expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});

test('a month later is the same day, or the last day of a shorter month', () => {
	expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
	expect(addMonths('2026-11-15', 14)).toBe('2028-01-15');
	expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
});

test('age is counted in completed years', () => {
	expect(ageOn('2000-06-15', '2026-06-14')).toBe(25);
	expect(ageOn('2000-06-15', '2026-06-15')).toBe(26);
	expect(ageOn('2004-02-29', '2025-02-28')).toBe(20);
	expect(ageOn('2004-02-29', '2025-03-01')).toBe(21);
});

test('both ends of a period are inside it, and an absent end is open', () => {
	expect(isWithin({ from: '2026-01-01', to: '2026-12-31' }, '2026-12-31')).toBe(true);
	expect(isWithin({ from: '2026-01-01', to: '2026-12-31' }, '2027-01-01')).toBe(false);
	expect(isWithin({ from: '2026-01-01' }, '2099-01-01')).toBe(true);
	expect(isWithin({ to: null }, '1999-01-01')).toBe(true);
});

test('a plan year is named after the year in which it began', () => {
	expect(yearStarting('01-01', '2026-01-01')).toBe(2026);
	expect(yearStarting('04-01', '2026-03-31')).toBe(2025);
	expect(yearStarting('04-01', '2026-04-01')).toBe(2026);
});
