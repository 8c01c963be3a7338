import { CsvError, problemAt } from './problem';

const MOST_CELL = 1_000_000;
const MOST_CELLS = 10_000;
/** What ends the plain text of a cell, for each delimiter. */
const STOPS: Readonly<Record<string, RegExp>> = {
	',': /[,\r\n]/g,
	';': /[;\r\n]/g,
	'\t': /[\t\r\n]/g,
	'|': /[|\r\n]/g,
};

type State = 'start' | 'plain' | 'quoted' | 'closed';

/** Cuts text into rows of cells as RFC 4180 says (quotes, doubled quotes, CRLF or LF), piece by piece. */
export class CsvSplitter {
	rows: string[][] = [];
	/** The line on which each of them begins: quoted cells span lines. */
	lines: number[] = [];
	private cells: string[] = [];
	private cell = '';
	private state: State = 'start';
	private isAfterReturn = false;
	private row = 1;
	private line = 1;
	private rowBegan = 1;
	private readonly stops: RegExp;

	constructor(private readonly delimiter: string) {
		const stops = STOPS[delimiter];
		if (!stops) throw new Error(`no such delimiter: ${JSON.stringify(delimiter)}`);
		this.stops = new RegExp(stops);
	}

	push(text: string): void {
		for (let at = 0; at < text.length; )
			at = this.state === 'quoted' ? this.readQuoted(text, at) : this.readPlain(text, at);
	}

	/** The last row needs no line end. */
	end(): void {
		if (this.state === 'quoted') throw this.failure('TRUNCATED');
		if (this.state !== 'start' || this.cells.length > 0) this.endRow();
	}

	private readPlain(text: string, at: number): number {
		const first = text[at];
		if (this.isAfterReturn) {
			this.isAfterReturn = false;
			if (first === '\n') return at + 1;
		}
		if (first === '"') {
			// A second quote right after a closing one is a quote of the text itself.
			if (this.state === 'closed') this.append('"');
			else if (this.state !== 'start') throw this.failure('QUOTE');
			this.state = 'quoted';
			return at + 1;
		}
		this.stops.lastIndex = at;
		const stop = this.stops.exec(text)?.index ?? text.length;
		if (stop > at) {
			const plain = text.slice(at, stop);
			if (this.state === 'closed' || plain.includes('"')) throw this.failure('QUOTE');
			this.append(plain);
			this.state = 'plain';
		}
		if (stop === text.length) return stop;
		if (text[stop] === this.delimiter) this.endCell();
		else this.endRow();
		this.isAfterReturn = text[stop] === '\r';
		return stop + 1;
	}

	private readQuoted(text: string, at: number): number {
		const quote = text.indexOf('"', at);
		const stop = quote < 0 ? text.length : quote;
		const cell = text.slice(at, stop);
		this.append(cell);
		this.line += lineEndsIn(cell);
		if (quote < 0) return stop;
		this.state = 'closed';
		return stop + 1;
	}

	private append(text: string): void {
		if (this.cell.length + text.length > MOST_CELL) throw this.failure('CELL_TOO_LONG');
		this.cell += text;
	}

	private endCell(): void {
		if (this.cells.length >= MOST_CELLS) throw this.failure('TOO_MANY_CELLS');
		this.cells.push(this.cell);
		this.cell = '';
		this.state = 'start';
	}

	private endRow(): void {
		this.endCell();
		this.rows.push(this.cells);
		this.lines.push(this.rowBegan);
		this.cells = [];
		this.row++;
		this.rowBegan = ++this.line;
	}

	private failure(code: 'TRUNCATED' | 'QUOTE' | 'CELL_TOO_LONG' | 'TOO_MANY_CELLS'): CsvError {
		return new CsvError(
			problemAt(code, { row: this.row, line: this.line, detail: `cell ${this.cells.length + 1}` }),
		);
	}
}

function lineEndsIn(cell: string): number {
	let ends = 0;
	for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) ends++;
	return ends;
}
