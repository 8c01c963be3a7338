import { unguarded } from './formulas';
import { type CsvRow, columnKey, refuseTooMany } from './read-rows';

/** Rows that stand together as one claim. */
export interface RowsOfClaim {
	readonly rows: readonly CsvRow[];
	/** Rows of another width beside them that name no claim: they may be lines of this one, which is not whole then. */
	readonly doubtful: readonly CsvRow[];
}

/** What waits until a row of the header's width follows; behind as many, nobody can say what that row belongs to. */
const MOST_WAITING = 1_000;

/**
 * Gathers rows by the number of their claim. A row of another width than the header belongs to the claim before or after
 * it whose number stands where its own can stand, and to the claim that goes on behind it. Else it is a claim of its own
 * by its number; without one it is nobody's, and both its neighbours are in doubt.
 */
export async function* rowsByClaim(rows: AsyncIterable<CsvRow>, column: string): AsyncGenerator<RowsOfClaim> {
	const gathered = new GatheredRows(column);
	for await (const row of rows) yield* row.miscount ? gathered.wait(row) : gathered.take(row);
	yield* gathered.end();
}

class GatheredRows {
	private rows: CsvRow[] = [];
	private doubtful: CsvRow[] = [];
	private waiting: CsvRow[] = [];
	private number: string | undefined;

	constructor(private readonly column: string) {}

	take(row: CsvRow): RowsOfClaim[] {
		const number = row.get(this.column);
		const whole = number === this.number ? [] : this.end(number);
		this.rows.push(...this.waiting.splice(0), row);
		this.number = number;
		refuseTooMany(this.rows, this.column);
		return whole;
	}

	wait(row: CsvRow): RowsOfClaim[] {
		this.waiting.push(row);
		if (this.waiting.length < MOST_WAITING) return [];
		this.doubtful.push(row);
		const whole = this.end();
		this.doubtful = [row];
		return whole;
	}

	/** What is over once a claim of another number begins; what waits and belongs to that one is left waiting. */
	end(next?: string): RowsOfClaim[] {
		const { number, waiting } = this;
		const isOf = (claim: string | undefined) => (row: CsvRow) =>
			claim !== undefined && this.canBe(row, claim);
		const before = waiting.splice(0, waiting.findLastIndex(isOf(number)) + 1);
		const first = waiting.findIndex(isOf(next));
		const own = waiting.splice(0, first < 0 ? waiting.length : first);
		const nobodys = own.filter((row) => row.get(this.column) === '' && row.cells.some((cell) => cell.trim()));
		const rows = [...this.rows, ...before];
		const whole = rows.length > 0 ? [{ rows, doubtful: [...this.doubtful, ...nobodys] }] : [];
		this.rows = [];
		this.doubtful = whole.length > 0 ? nobodys : [...this.doubtful, ...nobodys];
		this.number = undefined;
		return [...whole, ...this.byNumber(own)];
	}

	/** The number may stand as many cells further on as the row has too many, or further in front as it has too few. */
	private canBe(row: CsvRow, claim: string): boolean {
		const at = row.columns.findIndex((name) => columnKey(name) === columnKey(this.column));
		const shift = row.cells.length - row.columns.length;
		const around = row.cells.slice(Math.max(0, at + Math.min(0, shift)), at + Math.max(0, shift) + 1);
		return around.some((cell) => unguarded(cell.trim()) === claim);
	}

	private byNumber(own: readonly CsvRow[]): RowsOfClaim[] {
		const groups: CsvRow[][] = [];
		for (const row of own) {
			const last = groups.at(-1);
			if (last?.[0]?.get(this.column) === row.get(this.column)) last.push(row);
			else groups.push([row]);
		}
		return groups.map((rows) => ({ rows, doubtful: [] }));
	}
}
