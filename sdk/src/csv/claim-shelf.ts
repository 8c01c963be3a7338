import { faultsOf, faultyClaim, type NumberColumns, numberIn, numbersIn, rowsByClaim } from './claim-rows';
import { problemAt } from './problem';
import type { CsvRow } from './read-rows';
import type { CsvReading } from './readings';
import type { RowShelf } from './row-shelf';

/** The rows of a table beside the claims, until their claims come by; faulty ones wherever they may belong. */
export class ClaimShelf {
	/** Faulty rows that a claim was rejected for, by their place: they may lie under other numbers still. */
	private readonly told = new Set<number>();

	constructor(
		private readonly shelf: RowShelf,
		private readonly columns: NumberColumns,
	) {}

	/** Answers how many rows there were. */
	async fill(rows: AsyncIterable<CsvRow>): Promise<number> {
		let count = 0;
		for await (const { rows: own, doubtful } of rowsByClaim(rows, this.columns)) {
			count += own.length;
			const sound = own.find(({ fault }) => !fault);
			for (const row of [...own, ...doubtful])
				for (const number of sound ? [numberIn(sound, this.columns)] : numbersIn(row, this.columns))
					this.shelf.put(number, row);
		}
		return count;
	}

	/** What lies under any of the numbers that a claim can have. */
	take(numbers: Iterable<string>): { readonly rows: CsvRow[]; readonly faulty: CsvRow[] } {
		const all = [...numbers].flatMap((number) => this.shelf.take(number));
		const faulty = all.filter(({ fault }) => fault);
		for (const { row } of faulty) this.told.add(row);
		return { rows: faulty.length === 0 ? all : all.filter(({ fault }) => !fault), faulty };
	}

	/** Rows of claims that are not there, where that is a loss, and faulty ones of which nobody can say whose they are. */
	*left(format: string, isLoss: (row: CsvRow) => boolean = () => true): Generator<CsvReading> {
		for (const row of this.shelf.left()) {
			const { fault, table, line } = row;
			if (fault && !this.told.has(row.row)) {
				this.told.add(row.row);
				yield faultyClaim([row], this.columns, { problems: faultsOf([row], undefined), source: { format } });
			}
			if (fault || !isLoss(row)) continue;
			const place = { row: row.row, line, column: this.columns[0], table };
			yield {
				kind: 'problem',
				problem: problemAt('CLAIM_MISSING', { ...place, value: numberIn(row, this.columns) }),
			};
		}
	}

	close(): void {
		this.shelf.close();
	}
}
