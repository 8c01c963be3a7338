/** The calendar date of an instant where the payer is: "today" for filing and for dates of service (DESIGN 4.2). */
export function payerCalendar(timeZone: string): (instant: Date) => string {
	// Sweden writes dates as ISO 8601 does.
	const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
	return (instant) => format.format(instant);
}
