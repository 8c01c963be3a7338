import { CsvError, type CsvProblemCode, problemAt } from './problem';

const MOST_CELL = 1_000_000;
const MOST_CELLS = 10_000;
/** Of a row that cannot be cut: so much is held to begin again behind its first line. */
const MOST_ROW = 4_000_000;
const LINE_END = /\r\n|[\r\n]/;
/** What ends the plain text of a cell, for each delimiter. */
const STOPS: Readonly<Record<string, RegExp>> = {
	',': /[,\r\n]/g,
	';': /[;\r\n]/g,
	'\t': /[\t\r\n]/g,
	'|': /[|\r\n]/g,
};

type State = 'start' | 'plain' | 'quoted' | 'closed' | 'faulty';

export interface CutRow {
	readonly cells: string[];
	/** The line on which it begins: quoted cells span lines. */
	readonly line: number;
	/** That it breaks the rules of quoting: its cells are then its first line, cut at each delimiter. */
	readonly fault?: CutFault | undefined;
}

export interface CutFault {
	readonly code: CsvProblemCode;
	/** The cell that could not be read on, the first being 1. */
	readonly cell: number;
}

/**
 * Cuts text into rows of cells as RFC 4180 says (quotes, doubled quotes, CRLF or LF), piece by piece. A row that breaks
 * its rules is its first line alone, and the reading goes on behind that: what an open quote swallowed are other rows.
 */
export class CsvSplitter {
	rows: CutRow[] = [];
	private cells: string[] = [];
	private cell = '';
	private state: State = 'start';
	private isAfterReturn = false;
	private row = 1;
	private line = 1;
	private rowBegan = 1;
	/** Where in the text at hand the row begins, and what came of it before. */
	private rowAt = 0;
	private unfinished = '';
	private fault: CutFault | undefined;
	private readonly stops: RegExp;

	constructor(private readonly delimiter: string) {
		const stops = STOPS[delimiter];
		if (!stops) throw new Error(`no such delimiter: ${JSON.stringify(delimiter)}`);
		this.stops = new RegExp(stops);
	}

	push(text: string): void {
		for (let rest = text; rest !== ''; ) rest = this.cut(rest);
	}

	/** The last row needs no line end. */
	end(): void {
		while (this.state === 'quoted')
			this.push(this.setAside('', { code: 'TRUNCATED', cell: this.cellNumber }));
		if (this.state === 'faulty') this.endFaulty(this.unfinished);
		else if (this.state !== 'start' || this.cells.length > 0) this.endRow(0);
	}

	/** Answers what is to be cut again. */
	private cut(text: string): string {
		if (this.state === 'faulty') return this.setAside(text, this.fault);
		this.rowAt = 0;
		for (let at = 0; at < text.length; ) {
			const next = this.state === 'quoted' ? this.readQuoted(text, at) : this.readPlain(text, at);
			if (typeof next !== 'number') return this.setAside(text.slice(this.rowAt), next);
			at = next;
		}
		this.unfinished += text.slice(this.rowAt);
		return '';
	}

	/** The first line of the row, once it is there, as a row of its own; answers what follows it. */
	private setAside(text: string, fault: CutFault | undefined): string {
		const all = this.unfinished + text;
		const end = LINE_END.exec(all);
		this.fault = fault;
		this.state = 'faulty';
		if (!end && all.length > MOST_ROW) throw this.tooLong();
		this.unfinished = end ? '' : all;
		if (!end) return '';
		this.endFaulty(all.slice(0, end.index));
		const rest = all.slice(end.index + end[0].length);
		this.isAfterReturn = end[0] === '\r' && rest === '';
		return rest;
	}

	private endFaulty(line: string): void {
		this.rows.push({
			cells: line.split(this.delimiter).map((cell) => cell.replaceAll(/^\s*"|"\s*$/g, '')),
			line: this.rowBegan,
			fault: this.fault,
		});
		this.fault = undefined;
		this.cells = [];
		this.cell = '';
		this.state = 'start';
		this.unfinished = '';
		this.row++;
		this.line = ++this.rowBegan;
	}

	private readPlain(text: string, at: number): number | CutFault {
		const first = text[at];
		if (this.isAfterReturn) {
			this.isAfterReturn = false;
			if (first === '\n') {
				this.rowAt = at + 1;
				return at + 1;
			}
		}
		if (first === '"') {
			// A second quote right after a closing one is a quote of the text itself.
			if (this.state === 'closed') this.cell += '"';
			else if (this.state !== 'start') return this.faultOf('QUOTE');
			this.state = 'quoted';
			return at + 1;
		}
		this.stops.lastIndex = at;
		const stop = this.stops.exec(text)?.index ?? text.length;
		if (stop > at) {
			const plain = text.slice(at, stop);
			if (this.state === 'closed' || plain.includes('"')) return this.faultOf('QUOTE');
			if (!this.append(plain)) return this.faultOf('CELL_TOO_LONG');
			this.state = 'plain';
		}
		if (stop === text.length) return stop;
		if (this.cells.length >= MOST_CELLS) return this.faultOf('TOO_MANY_CELLS');
		if (text[stop] === this.delimiter) this.endCell();
		else this.endRow(stop + 1);
		this.isAfterReturn = text[stop] === '\r';
		return stop + 1;
	}

	private readQuoted(text: string, at: number): number | CutFault {
		const quote = text.indexOf('"', at);
		const stop = quote < 0 ? text.length : quote;
		const cell = text.slice(at, stop);
		if (!this.append(cell)) return this.faultOf('CELL_TOO_LONG');
		this.line += lineEndsIn(cell);
		if (quote < 0) return stop;
		this.state = 'closed';
		return stop + 1;
	}

	private append(text: string): boolean {
		if (this.unfinished.length > MOST_ROW) throw this.tooLong();
		if (this.cell.length + text.length > MOST_CELL) return false;
		this.cell += text;
		return true;
	}

	private endCell(): void {
		this.cells.push(this.cell);
		this.cell = '';
		this.state = 'start';
	}

	private endRow(next: number): void {
		this.endCell();
		this.rows.push({ cells: this.cells, line: this.rowBegan });
		this.cells = [];
		this.row++;
		this.rowBegan = ++this.line;
		this.rowAt = next;
		this.unfinished = '';
	}

	private get cellNumber(): number {
		return this.cells.length + 1;
	}

	private faultOf(code: CsvProblemCode): CutFault {
		return { code, cell: this.cellNumber };
	}

	/** Nothing in it could be told from the rows behind it. */
	private tooLong(): CsvError {
		return new CsvError(
			problemAt('CELL_TOO_LONG', { row: this.row, line: this.rowBegan, detail: `cell ${this.cellNumber}` }),
		);
	}
}

function lineEndsIn(cell: string): number {
	let ends = 0;
	for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) ends++;
	return ends;
}
