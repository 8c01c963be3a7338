import { type NumberColumns, numberIn } from './claim-rows';
import { type CsvProblem, problemAt } from './problem';
import type { CsvRow } from './read-rows';
import { Remembered } from './remembered';

/**
 * The claims of a file that have gone by. One whose rows stand apart has been handed out by its first rows, as if they were
 * all: what follows further down is no claim of its own. A replacement or a void may bear the number of what it corrects.
 */
export class ClaimsSeen {
	private readonly seen = new Remembered();

	constructor(
		private readonly columns: NumberColumns,
		private readonly frequency: string | undefined,
	) {}

	/** What is wrong with rows of a claim that has gone by; nothing of one that is new, or has no number. */
	apart(first: CsvRow, file: string | undefined): CsvProblem[] {
		const value = numberIn(first, this.columns);
		const frequency = this.frequency === undefined ? '' : first.get(this.frequency);
		if (value === '' || this.seen.add(`${value}\0${frequency || '1'}`)) return [];
		const { row, line } = first;
		return [problemAt('ROWS_APART', { row, line, column: this.columns[0], value, file })];
	}
}
