/** What people call a claim by: `CLM-2026-00000123`, the year of its receipt and a number that never comes again. */
export const CLAIM_NUMBER = /^CLM-\d{4}-\d{8,}$/;

export const claimNumberOf = (receivedOn: string, number: number): string =>
	`CLM-${receivedOn.slice(0, 4)}-${String(number).padStart(8, '0')}`;
