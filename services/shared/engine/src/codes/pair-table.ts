import type { PairEdits } from './code-lookup';

/** Days that no date of service reaches: a span without an end. */
export const OPEN_FROM = -(2 ** 30);
export const OPEN_TO = 2 ** 30;

const NOWHERE = -1;

/**
 * Code-pair edits with the days on which each is active, a million of them in some 25 MB: columns of numbers and an index
 * by open addressing, at most half full, so that a look-up is a step or two however many there are.
 */
export class PairTable implements PairEdits {
	private readonly ids = new Map<string, number>();
	private first: Int32Array;
	private second: Int32Array;
	private from: Int32Array;
	private to: Int32Array;
	private indicators: Int8Array;
	/** The row in each slot. */
	private slots: Int32Array;
	private rows = 0;

	constructor(expected = 1_024) {
		const room = Math.max(16, expected);
		this.first = new Int32Array(room);
		this.second = new Int32Array(room);
		this.from = new Int32Array(room);
		this.to = new Int32Array(room);
		this.indicators = new Int8Array(room);
		this.slots = emptySlots(room);
	}

	get size(): number {
		return this.rows;
	}

	add(col1: string, col2: string, indicator: number, from = OPEN_FROM, to = OPEN_TO): void {
		if (this.rows === this.first.length) this.grow();
		const row = this.rows++;
		this.first[row] = this.idOf(col1);
		this.second[row] = this.idOf(col2);
		this.from[row] = from;
		this.to[row] = to;
		this.indicators[row] = indicator;
		this.place(row);
	}

	indicatorOf(col1: string, col2: string, day: number): number | undefined {
		const a = this.ids.get(col1);
		const b = a === undefined ? undefined : this.ids.get(col2);
		if (a === undefined || b === undefined) return undefined;
		const { slots, first, second, from, to, indicators } = this;
		const mask = slots.length - 1;
		let strictest: number | undefined;
		for (let slot = slotOf(a, b) & mask; ; slot = (slot + 1) & mask) {
			const row = slots[slot] as number;
			if (row === NOWHERE) return strictest;
			if (first[row] !== a || second[row] !== b) continue;
			if ((from[row] as number) > day || (to[row] as number) < day) continue;
			const indicator = indicators[row] as number;
			if (indicator !== 9 && (strictest === undefined || indicator < strictest)) strictest = indicator;
		}
	}

	private idOf(code: string): number {
		const known = this.ids.get(code);
		if (known !== undefined) return known;
		this.ids.set(code, this.ids.size);
		return this.ids.size - 1;
	}

	private place(row: number): void {
		const mask = this.slots.length - 1;
		let slot = slotOf(this.first[row] as number, this.second[row] as number) & mask;
		while (this.slots[slot] !== NOWHERE) slot = (slot + 1) & mask;
		this.slots[slot] = row;
	}

	private grow(): void {
		const room = this.rows * 2;
		this.first = widened(this.first, new Int32Array(room));
		this.second = widened(this.second, new Int32Array(room));
		this.from = widened(this.from, new Int32Array(room));
		this.to = widened(this.to, new Int32Array(room));
		this.indicators = widened(this.indicators, new Int8Array(room));
		this.slots = emptySlots(room);
		for (let row = 0; row < this.rows; row++) this.place(row);
	}
}

/** A power of two, at least twice as many as rows. */
const emptySlots = (rows: number): Int32Array =>
	new Int32Array(2 ** Math.ceil(Math.log2(rows * 2))).fill(NOWHERE);

function widened<T extends Int32Array | Int8Array>(from: T, to: T): T {
	to.set(from);
	return to;
}

/** Spreads pairs whose codes were numbered one after the other (the finalizer of MurmurHash3). */
function slotOf(a: number, b: number): number {
	let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}
