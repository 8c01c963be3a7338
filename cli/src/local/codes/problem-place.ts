import type { FileProblem } from './code-rows-of-files';

/** `pairs.tsv: row 17, deletion_date: DATES_INVERTED the row ends before it begins` */
export const problemPlace = ({ file, row, column, code, message }: FileProblem): string =>
	`${file}: ${[row === null ? null : `row ${row}`, column].filter(Boolean).join(', ')}${row === null ? '' : ': '}${code} ${message}`;
