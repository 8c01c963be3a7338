/**
 * A date of service: a day in the calendar, `YYYY-MM-DD`, with no clock and no time zone. ISO dates compare as text;
 * arithmetic goes through a day number (days since 1970-01-01), so that no `Date` object is ever made.
 */
export type CalendarDate = string;

/** Both ends are inside; an absent end is open. */
export interface Period {
	readonly from?: CalendarDate | null | undefined;
	readonly to?: CalendarDate | null | undefined;
}

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is a day that exists: `2026-02-29` is not. */
export function isCalendarDate(value: unknown): value is CalendarDate {
	if (typeof value !== 'string' || !SHAPE.test(value)) return false;
	return value >= '0001-01-01' && dateOf(dayOf(value)) === value;
}

export function isWithin(period: Period, date: CalendarDate): boolean {
	return (!period.from || period.from <= date) && (!period.to || date <= period.to);
}

/** The later of two dates. */
export function later(a: CalendarDate, b: CalendarDate): CalendarDate {
	if (a > b) return a;
	return b;
}

export const daysBetween = (from: CalendarDate, to: CalendarDate): number => dayOf(to) - dayOf(from);

export const addDays = (date: CalendarDate, days: number): CalendarDate => dateOf(dayOf(date) + days);

/** The same day of the month `months` later, or the last day of a month that has no such day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
	const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
	const year = Math.floor(index / 12);
	const month = index - year * 12 + 1;
	return write(year, month, Math.min(dayOfMonth(date), daysInMonth(year, month)));
}

/** Age in completed years; born on 29 February, the next year is complete on 1 March of a common year. */
export function ageOn(birth: CalendarDate, date: CalendarDate): number {
	const years = yearOf(date) - yearOf(birth);
	return dayInYear(date) < dayInYear(birth) ? years - 1 : years;
}

/** The year in which a yearly period that begins on `start` (`MM-DD`) and holds this date began. */
export function yearStarting(start: string, date: CalendarDate): number {
	const year = yearOf(date);
	if (start === '01-01') return year;
	return date.slice(5) < start ? year - 1 : year;
}

/** Days since 1970-01-01 (H. Hinnant's civil calendar: years counted from March, in eras of 400). */
export function dayOf(date: CalendarDate): number {
	const month = monthOf(date);
	const year = month <= 2 ? yearOf(date) - 1 : yearOf(date);
	const era = Math.floor(year / 400);
	const yearOfEra = year - era * 400;
	const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth(date) - 1;
	const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
	return era * 146_097 + dayOfEra - 719_468;
}

/** Written dates of the days from 1900 to 2099, filled as they are asked for. */
const written: (CalendarDate | undefined)[] = [];
const FIRST_KEPT = -25_567;
const DAYS_KEPT = 73_049;

/** The calendar date of a day number. */
export function dateOf(day: number): CalendarDate {
	const slot = day - FIRST_KEPT;
	if (slot < 0 || slot >= DAYS_KEPT) return writeDay(day);
	const known = written[slot];
	if (known !== undefined) return known;
	const date = writeDay(day);
	written[slot] = date;
	return date;
}

function writeDay(day: number): CalendarDate {
	const shifted = day + 719_468;
	const era = Math.floor(shifted / 146_097);
	const dayOfEra = shifted - era * 146_097;
	const yearOfEra = Math.floor(
		(dayOfEra -
			Math.floor(dayOfEra / 1_460) +
			Math.floor(dayOfEra / 36_524) -
			Math.floor(dayOfEra / 146_096)) /
			365,
	);
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
	const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
	const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
	return write(year, month, dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1);
}

function write(year: number, month: number, day: number): CalendarDate {
	return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** Month and day as a number that orders the days of a year. */
const dayInYear = (date: CalendarDate): number => monthOf(date) * 100 + dayOfMonth(date);

const digit = (date: CalendarDate, at: number): number => date.charCodeAt(at) - 48;
const monthOf = (date: CalendarDate): number => digit(date, 5) * 10 + digit(date, 6);
const dayOfMonth = (date: CalendarDate): number => digit(date, 8) * 10 + digit(date, 9);
const yearOf = (date: CalendarDate): number =>
	digit(date, 0) * 1_000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3);

function daysInMonth(year: number, month: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
