import { CsvError, readCsvCells } from '@claims-askes/sdk/csv';
import { openInput } from '../../flows/open-input';
import type { CodeKind } from './code-kinds';
import { CodeFileReader, type CodeRow } from './read-code-rows';

export interface FileProblem {
	readonly file: string;
	/** Null: of the file as a whole. */
	readonly row: number | null;
	readonly column: string | null;
	readonly code: string;
	readonly message: string;
}

export interface NumberedRow extends CodeRow {
	/** Among the rows of all files, as they follow each other. */
	readonly number: number;
}

/** Reads the files of a release one after the other, and says of every row what became of it. */
export class CodeFiles {
	passed = 0;
	problems = 0;
	/** Of the first problems; the others are counted. */
	readonly told: FileProblem[] = [];
	private readonly ends: { readonly file: string; readonly before: number }[] = [];
	private read = 0;

	constructor(
		private readonly kind: CodeKind,
		private readonly files: readonly string[],
		private readonly mostTold: number,
	) {}

	async *rows(): AsyncGenerator<NumberedRow> {
		for (const file of this.files) {
			this.ends.push({ file, before: this.read });
			try {
				yield* this.rowsOf(file);
			} catch (error) {
				if (!(error instanceof CsvError)) throw error;
				const { row, column = null, code, message } = error.problem;
				this.tell({ file, row, column, code, message });
			}
		}
	}

	private async *rowsOf(file: string): AsyncGenerator<NumberedRow> {
		const reader = new CodeFileReader(this.kind);
		let row = 0;
		for await (const cells of readCsvCells(await openInput(file))) {
			row++;
			this.read++;
			const reading = reader.read(cells);
			if (reading.kind === 'row') yield { ...reading.row, number: this.read };
			else if (reading.kind === 'passed') this.passed++;
			else this.tell({ file, row, ...reading.problem });
			// Without its header nothing of a file can be read.
			if (reading.kind === 'problem' && reading.problem.code === 'COLUMN_MISSING') return;
		}
	}

	tell(problem: FileProblem): void {
		this.problems++;
		if (this.told.length < this.mostTold) this.told.push(problem);
	}

	/** The file and row that a number means. */
	placeOf(number: number): { file: string; row: number } {
		const end = this.ends.findLast(({ before }) => before < number);
		return { file: end?.file ?? '', row: number - (end?.before ?? 0) };
	}
}
