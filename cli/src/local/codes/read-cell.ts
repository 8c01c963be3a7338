/** The cells of a code file, each read on its own: a value, or what is wrong with it. */
import { isCalendarDate } from '@claims-askes/kernel/calendar-date';

export type CellProblemCode =
	| 'CODE_MISSING'
	| 'CODE_INVALID'
	| 'DATE_INVALID'
	| 'DATES_INVERTED'
	| 'INDICATOR_UNKNOWN'
	| 'MAI_UNKNOWN'
	| 'NUMBER_INVALID'
	| 'AGES_INVERTED'
	| 'SEX_UNKNOWN'
	| 'FLAG_INVALID'
	| 'CELLS_MISSING';

const CELL_PROBLEMS: Readonly<Record<CellProblemCode, string>> = {
	CODE_MISSING: 'a code has to stand here',
	CODE_INVALID: 'a code has up to 20 letters and digits, with dots and dashes between them',
	DATE_INVALID: 'a date is written 20260101, 2026-01-01 or 01/01/2026; * or nothing leaves it open',
	DATES_INVERTED: 'the row ends before it begins',
	INDICATOR_UNKNOWN: 'the modifier indicator is 0, 1 or 9',
	MAI_UNKNOWN: 'the adjudication indicator is 1 (line), 2 or 3 (date of service)',
	NUMBER_INVALID: 'a whole number has to stand here, within its bounds',
	AGES_INVERTED: 'the oldest age is below the youngest',
	SEX_UNKNOWN: 'the sex is F or M',
	FLAG_INVALID: '1 or 0 has to stand here',
	CELLS_MISSING: 'the row has too few cells',
};

export class CellError extends Error {
	constructor(readonly code: CellProblemCode) {
		super(CELL_PROBLEMS[code]);
	}
}

const CODE = /^[A-Z0-9](?:[A-Z0-9-]{0,18}[A-Z0-9])?$/;

/** Without dots and in capitals, as claims carry them. */
export function readCode(cell: string): string {
	const code = cell.replaceAll('.', '').toUpperCase();
	if (code === '') throw new CellError('CODE_MISSING');
	if (!CODE.test(code)) throw new CellError('CODE_INVALID');
	return code;
}

export function readDate(cell: string): string | null {
	if (cell === '' || cell === '*') return null;
	const date = /^\d{8}$/.test(cell)
		? `${cell.slice(0, 4)}-${cell.slice(4, 6)}-${cell.slice(6)}`
		: cell.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$1-$2');
	if (!isCalendarDate(date)) throw new CellError('DATE_INVALID');
	return date;
}

export function readIndicator(cell: string): number {
	if (!/^[019]$/.test(cell)) throw new CellError('INDICATOR_UNKNOWN');
	return Number(cell);
}

/** CMS writes the number with its words: `3 Date of Service Edit: Clinical`. */
export function readAdjudicationIndicator(cell: string): number {
	const number = /^([123])(?:\D.*)?$/.exec(cell)?.[1];
	if (!number) throw new CellError('MAI_UNKNOWN');
	return Number(number);
}

export function readNumber(cell: string, most: number): number {
	if (!/^\d{1,9}$/.test(cell) || Number(cell) > most) throw new CellError('NUMBER_INVALID');
	return Number(cell);
}

export const readAge = (cell: string): number | null => (cell === '' ? null : readNumber(cell, 150));

export function readSex(cell: string): string | null {
	if (cell === '') return null;
	const sex = cell.toUpperCase();
	if (sex !== 'F' && sex !== 'M') throw new CellError('SEX_UNKNOWN');
	return sex;
}

export function readFlag(cell: string): boolean {
	if (cell !== '' && cell !== '0' && cell !== '1') throw new CellError('FLAG_INVALID');
	return cell !== '0';
}
