import type { ClaimSource } from '../claim';
import { unguarded } from './formulas';
import type { CsvProblem } from './problem';
import { type CsvRow, columnKey, refuseTooMany } from './read-rows';
import type { CsvReading, OriginalRows } from './readings';

/** Rows that stand together as one claim. */
export interface RowsOfClaim {
	readonly rows: readonly CsvRow[];
	/** Faulty rows beside them that name no claim: they may be lines of this one, which is not whole then. */
	readonly doubtful: readonly CsvRow[];
}

/** The columns that together are the number of a claim. */
export type NumberColumns = readonly string[];

/** What waits until a row without fault follows; behind as many, nobody can say what that row belongs to. */
const MOST_WAITING = 1_000;

/**
 * Gathers rows by the number of their claim. A row whose cells cannot be believed belongs to the claim before or after it
 * whose number stands where its own can stand, and to the claim that goes on behind it. Else it is a claim of its own by
 * its number; without one it is nobody's, and both its neighbours are in doubt.
 */
export async function* rowsByClaim(
	rows: AsyncIterable<CsvRow>,
	columns: NumberColumns,
): AsyncGenerator<RowsOfClaim> {
	const gathered = new GatheredRows(columns);
	for await (const row of rows) yield* row.fault ? gathered.wait(row) : gathered.take(row);
	yield* gathered.end();
}

/** What keeps a claim from being whole: the faults of its rows, with the file they are in. */
export const faultsOf = (rows: readonly CsvRow[], file: string | undefined): CsvProblem[] =>
	rows.flatMap(({ fault }) => (fault ? { ...fault, file } : []));

/** A claim of whose rows none can be told apart by columns. */
export function faultyClaim(
	rows: readonly CsvRow[],
	columns: NumberColumns,
	{ problems, source }: { readonly problems: readonly CsvProblem[]; readonly source: ClaimSource },
): Extract<CsvReading, { kind: 'rejected' }> {
	const [first] = rows;
	const claim_id = (first && numberIn(first, columns)) || undefined;
	return { kind: 'rejected', claim_id, problems, warnings: [], claim: {}, source, ...originalOf(rows) };
}

/** Where the claim of a row came from. */
export const sourceOf = (
	format: string,
	row: CsvRow | undefined,
	{ position, file }: { readonly position: number; readonly file: string | undefined },
): ClaimSource => ({ format, position, segment: row?.row, ...(file ? { file } : {}) });

export const originalOf = (rows: readonly CsvRow[]): OriginalRows => ({
	columns: rows[0]?.columns ?? [],
	rows: rows.map(({ cells }) => cells),
});

/** The number of a row's claim as it stands in its place; nothing where a faulty row has none there, or a broken one. */
export function numberIn(row: CsvRow, columns: NumberColumns): string {
	const parts = columns.map((column) => row.get(column));
	if (row.fault && parts.some((part) => part === '' || part.includes('\0'))) return '';
	return numberOf(parts);
}

/** Where a number is said in several columns. */
export const numberOf = (parts: readonly string[]): string => parts.join('/');

/**
 * The numbers that a row can have: its parts may stand as many cells further on as the row has too many, or further in
 * front as it has too few, from whichever of them on.
 */
export function numbersIn(row: CsvRow, columns: NumberColumns): ReadonlySet<string> {
	if (!row.fault) return new Set([numberIn(row, columns)]);
	const keys = row.columns.map(columnKey);
	const places = columns.map((column) => keys.indexOf(columnKey(column)));
	const surplus = row.cells.length - row.columns.length;
	const found = new Set<string>();
	for (let shift = Math.min(0, surplus); shift <= Math.max(0, surplus); shift++)
		for (const from of places) {
			const parts = places.map((at) => row.cells[at < from ? at : at + shift] ?? '').map(plain);
			if (!parts.includes('')) found.add(numberOf(parts));
		}
	return found.size === 0 ? new Set(['']) : found.add(numberIn(row, columns));
}

/** Numbers shorter than this stand in many a cell by chance. */
const TELLING = 4;

/** Whether a faulty row may belong to a claim: it names none, or a delimiter was lost that stood beside the number. */
function mayBeOf(row: CsvRow, claim: string | undefined, columns: NumberColumns): boolean {
	if (numberIn(row, columns) === '') return row.cells.some((cell) => cell.trim() !== '');
	if (claim === undefined || claim.length < TELLING || row.cells.length >= row.columns.length) return false;
	return [...numbersIn(row, columns)].some((number) => number.startsWith(claim) || number.endsWith(claim));
}

const plain = (cell: string) => unguarded(cell.replaceAll(/["\0]/g, '').trim());

class GatheredRows {
	private rows: CsvRow[] = [];
	private doubtful: CsvRow[] = [];
	private waiting: CsvRow[] = [];
	private number: string | undefined;

	constructor(private readonly columns: NumberColumns) {}

	take(row: CsvRow): RowsOfClaim[] {
		const number = numberIn(row, this.columns);
		const whole = number === this.number ? [] : this.end(number);
		this.rows.push(...this.waiting.splice(0), row);
		this.number = number;
		refuseTooMany(this.rows, this.columns[0]);
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
		const { number, waiting, columns } = this;
		const isOf = (claim: string | undefined) => (row: CsvRow) =>
			claim !== undefined && numbersIn(row, columns).has(claim);
		const before = waiting.splice(0, waiting.findLastIndex(isOf(number)) + 1);
		const first = waiting.findIndex(isOf(next));
		const own = waiting.splice(0, first < 0 ? waiting.length : first);
		const inDoubtFor = (claim: string | undefined) => own.filter((row) => mayBeOf(row, claim, columns));
		const rows = [...this.rows, ...before];
		const whole = rows.length > 0 ? [{ rows, doubtful: [...this.doubtful, ...inDoubtFor(number)] }] : [];
		this.rows = [];
		this.doubtful = [...(whole.length > 0 ? [] : this.doubtful), ...inDoubtFor(next)];
		this.number = undefined;
		return [...whole, ...this.byNumber(own)];
	}

	private byNumber(own: readonly CsvRow[]): RowsOfClaim[] {
		return own
			.reduce<CsvRow[][]>((groups, row) => {
				const last = groups.at(-1);
				if (last?.[0] && numberIn(last[0], this.columns) === numberIn(row, this.columns)) last.push(row);
				else groups.push([row]);
				return groups;
			}, [])
			.map((rows) => ({ rows, doubtful: [] }));
	}
}
