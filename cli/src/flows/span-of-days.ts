import { addDays, isCalendarDate } from '@claims-askes/kernel/calendar-date';
import { Failure } from '../failure';

/** The span that two flags name, as the services take it: its end is not inside. */
export interface Span {
	readonly from: string;
	readonly to: string;
}

/** A day is all of it, from midnight to midnight UTC; an instant is itself. Without an end the span ends now. */
export function spanOf(from: string, to: string | undefined, now: Date): Span {
	const span = {
		from: isCalendarDate(from) ? midnight(from) : instantOf(from),
		to: to === undefined ? now.toISOString() : isCalendarDate(to) ? midnight(addDays(to, 1)) : instantOf(to),
	};
	if (span.from < span.to) return span;
	throw new Failure('unusable', 'SPAN_EMPTY', 'the span ends before it begins');
}

const midnight = (day: string): string => `${day}T00:00:00.000Z`;

function instantOf(text: string): string {
	const instant = new Date(text);
	if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(instant.getTime()))
		throw new Failure('unusable', 'INSTANT_INVALID', `${text} is no day and no instant, as 2026-03-01 is`);
	return instant.toISOString();
}
