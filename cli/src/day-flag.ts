import { isCalendarDate } from '@claims-askes/kernel/calendar-date';
import { Flags } from '@oclif/core';
import { Failure } from './failure';

/** A day, as 2026-03-31. */
export const dayFlag = Flags.custom<string>({
	helpValue: 'DAY',
	async parse(value) {
		if (isCalendarDate(value)) return value;
		throw new Failure('unusable', 'DATE_INVALID', `${value} is no day, as 2026-03-31 is`);
	},
});
