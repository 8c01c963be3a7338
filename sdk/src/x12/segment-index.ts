import type { Delimiters } from './delimiters';

export const MAX_ELEMENTS = 255;

/** Byte classes: what ends an element has the first bit, what ends a segment the second as well. */
const ELEMENT = 1;
const TERMINATOR = 3;
export const CONTROL = 4;
export const NON_ASCII = 8;
export const NOT_PLAIN = CONTROL | NON_ASCII;

const LEAST_WINDOW = 1024;
const MOST_WINDOW = 16 * 1024;
const BLANK = 0x20;
const CR = 0x0d;
const LF = 0x0a;

/**
 * Where elements and segments end, found for a window of bytes at a time in one loop without branches: processors
 * guess wrongly at every separator of a loop that asks, and that costs more than all the rest of the scan.
 */
export class SegmentIndex {
	/** `ends[base + n]` is where element n of a segment ends. */
	ends: Int32Array = new Int32Array(MOST_WINDOW);
	/** Of the segment found last: where it begins, its place in `ends`, the index of its last element. */
	start = 0;
	base = 0;
	count = 0;
	/** Where its terminator stands. */
	end = 0;
	/** What it holds beside plain characters. */
	flags = 0;

	private readonly classes = new Uint8Array(256);
	/** For each terminator of the window, its place in `ends`. */
	private breaks: Int32Array = new Int32Array(MOST_WINDOW);
	private breakCount = 0;
	private nextBreak = 0;
	private nextBase = 0;
	private nextStart = 0;
	private window = LEAST_WINDOW;
	private windowFlags = 0;

	use({ element, component, repetition, segment }: Delimiters): void {
		const { classes } = this;
		classes.fill(0);
		classes.fill(CONTROL, 0, 0x20);
		if (segment === LF) classes[CR] = 0;
		classes.fill(NON_ASCII, 0x80);
		classes[0x7f] = CONTROL;
		classes[component] = 0;
		if (repetition >= 0) classes[repetition] = 0;
		classes[element] = ELEMENT;
		classes[segment] = TERMINATOR;
		this.window = LEAST_WINDOW;
		this.forget();
	}

	/** Whether the byte is a control character that delimits nothing. */
	isControl(byte: number): boolean {
		return this.classes[byte] === CONTROL;
	}

	/** The bytes are others from here on. */
	forget(): void {
		this.breakCount = 0;
		this.nextBreak = 0;
	}

	/** Finds the segment at `from` or behind the blanks and terminators there; false where its end is not among the bytes. */
	next(bytes: Uint8Array, from: number): boolean {
		for (;;) {
			while (this.nextBreak < this.breakCount) {
				const last = this.breaks[this.nextBreak] ?? 0;
				const end = this.ends[last] ?? 0;
				let start = this.nextStart;
				while (start < end && (bytes[start] ?? 0) <= BLANK) start++;
				let base = this.nextBase;
				while ((this.ends[base] ?? 0) < start) base++;
				this.nextBreak++;
				this.nextBase = last + 1;
				this.nextStart = end + 1;
				if (start === end) continue;
				this.start = start;
				this.base = base;
				this.count = last - base;
				this.end = end;
				this.flags = this.windowFlags & NOT_PLAIN ? this.flagsOf(bytes, start, end) : 0;
				return true;
			}
			if (!this.fill(bytes, this.breakCount > 0 ? this.nextStart : from)) return false;
		}
	}

	/** Indexes the next window; where it holds no whole segment, a wider one. False: no segment ends among the bytes. */
	private fill(bytes: Uint8Array, at: number): boolean {
		const limit = bytes.length;
		let from = at;
		while (from < limit && (bytes[from] ?? 0) <= BLANK) from++;
		this.window = Math.min(this.window * 2, MOST_WINDOW);
		for (let width = this.window; ; width *= 2) {
			const to = Math.min(limit, from + width);
			this.indexWindow(bytes, from, to);
			if (this.breakCount > 0) return true;
			if (to === limit) return false;
		}
	}

	private indexWindow(bytes: Uint8Array, from: number, to: number): void {
		if (this.ends.length < to - from + 1) {
			this.ends = new Int32Array(to - from + 1);
			this.breaks = new Int32Array(to - from + 1);
		}
		const { classes, ends, breaks } = this;
		let found = 0;
		let broken = 0;
		let flags = 0;
		for (let at = from; at < to; at++) {
			const kind = classes[bytes[at] ?? 0] ?? 0;
			ends[found] = at;
			breaks[broken] = found;
			found += kind & 1;
			broken += (kind >> 1) & 1;
			flags |= kind;
		}
		ends[found] = to;
		this.breakCount = broken;
		this.nextBreak = 0;
		this.nextBase = 0;
		this.nextStart = from;
		this.windowFlags = flags;
		this.base = 0;
		this.count = found;
		this.end = to;
		this.flags = flags & NOT_PLAIN;
	}

	private flagsOf(bytes: Uint8Array, from: number, to: number): number {
		let flags = 0;
		for (let at = from; at < to; at++) flags |= this.classes[bytes[at] ?? 0] ?? 0;
		return flags & NOT_PLAIN;
	}
}
