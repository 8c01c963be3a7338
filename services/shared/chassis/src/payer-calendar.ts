import type { CalendarDate } from '@claims-askes/kernel/calendar-date';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day it is for the payer: filing limits, ages and dates of service count in its own time zone (DESIGN 4.2). */
export function dayIn(timeZone: string, instant: Date): CalendarDate {
	// Sweden writes dates as ISO 8601 does.
	const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
	formats.set(timeZone, format);
	return format.format(instant);
}

/** `2026-03-02T10:30` where the payer is. */
export const clockIn = (timeZone: string, instant: Date): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
		.format(instant)
		.replace(' ', 'T');
