import { guarded } from './formulas';

const SPECIAL = /[",\r\n]/;

/** One row as RFC 4180 has it, its line end included. A cell that a spreadsheet would run is written as text. */
export const csvLine = (cells: readonly (string | number | undefined)[]): string =>
	`${cells.map(cellOf).join(',')}\r\n`;

function cellOf(value: string | number | undefined): string {
	if (value === undefined) return '';
	const safe = guarded(String(value));
	return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
