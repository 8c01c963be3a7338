const DAY_MS = 86_400_000;

/**
 * The smallest UUIDv7 of a calendar date, give or take days. A date that bounds received_on so bounds the ids as well, and
 * a list that pages by id never reads what lies outside; the slack is for the payer's time zone.
 */
export function firstIdOf(date: string, days: number): string {
	const milliseconds = Math.max(0, Date.parse(date) + days * DAY_MS);
	const hex = milliseconds.toString(16).padStart(12, '0');
	return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
