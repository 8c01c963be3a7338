import type { CalendarDate } from '@claims-askes/kernel/calendar-date';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day it is for the payer: filing limits and ages count in its own time zone. */
export function dayIn(timeZone: string, now: Date): CalendarDate {
	const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
	formats.set(timeZone, format);
	return format.format(now);
}
