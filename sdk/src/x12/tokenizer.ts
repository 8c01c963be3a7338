import { type Delimiters, findInterchange, startsInterchange } from './delimiters';
import { unpackCode } from './known-codes';
import { X12_PROBLEMS, X12Error, type X12Problem, type X12ProblemCode } from './problem';
import { packCode, Segment } from './segment';
import { CONTROL, MAX_ELEMENTS, SegmentIndex } from './segment-index';
import { decodeBytewise, LATIN_1 } from './text';

export interface TokenizerLimits {
	/** Bytes of the longest segment that is believed. */
	readonly maxSegment?: number;
	/** Bytes of text that may stand before the first interchange. */
	readonly maxPreamble?: number;
	/** Bytes of a claim, or of a level above it, that are held to be handed back: far more than 999 lines take. */
	readonly maxPiece?: number;
}

/** Small enough that a block's bytes, text and index stay in the processor's cache until they have been read. */
const BLOCK = 32 * 1024;
const ISA = packCode('ISA');
const IEA = packCode('IEA');
const GS = packCode('GS');
const ST = packCode('ST');
const NO_BYTES = new Uint8Array(0);
const I = 0x49;
const HEAD = 64;
/** A byte-order mark may stand before the tag; it is three characters of Latin 1. */
const STARTS_INSIDE = /^(?:ï»¿)?\s*(?:GS|ST)[^A-Za-z0-9\s]/;

/**
 * Cuts a stream of bytes into segments. Push bytes in pieces of any size, take segments until `next` says that it
 * needs more. Memory is bounded by one block and one segment, whatever the file's size.
 */
export class Tokenizer {
	readonly segment = new Segment();
	delimiters: Delimiters | undefined;
	/** What was noticed about the file itself since the last call. */
	readonly problems: X12Problem[] = [];

	private bytes: Uint8Array = NO_BYTES;
	/** Room for what was left over and the block behind it, used again and again. */
	private joined: Uint8Array = NO_BYTES;
	private text = '';
	private at = 0;
	private ended = false;
	private inside = false;
	private skipped = 0;
	private interchanges = 0;
	private head = '';
	private kept = '';
	private mark = -1;
	/** More text has passed since the last cut than is held. */
	private hasLostText = false;
	/** Where the current segment begins in the block; the segment itself may look at a copy. */
	private started = 0;
	private readonly index = new SegmentIndex();
	private readonly maxSegment: number;
	private readonly maxPreamble: number;
	private readonly maxPiece: number;

	constructor({ maxSegment = 32_000, maxPreamble = 64_000, maxPiece = 8_000_000 }: TokenizerLimits = {}) {
		this.maxSegment = maxSegment;
		this.maxPreamble = maxPreamble;
		this.maxPiece = maxPiece;
	}

	/** A long chunk in pieces of bounded size. */
	static *blocks(chunk: Uint8Array): Generator<Uint8Array> {
		if (chunk.length <= BLOCK) yield chunk;
		else for (let at = 0; at < chunk.length; at += BLOCK) yield chunk.subarray(at, at + BLOCK);
	}

	push(block: Uint8Array): void {
		const rest = this.bytes.length - this.at;
		if (this.head.length < HEAD) this.head += LATIN_1.decode(block.subarray(0, HEAD - this.head.length));
		if (rest === 0) this.bytes = block;
		else {
			const length = rest + block.length;
			if (this.joined.length < length) this.joined = new Uint8Array(length + BLOCK);
			this.joined.set(this.bytes.subarray(this.at));
			this.joined.set(block, rest);
			this.bytes = this.joined.subarray(0, length);
		}
		this.at = 0;
		this.text = decodeBytewise(this.bytes);
		this.index.forget();
		this.look(this.bytes, this.text);
	}

	/** No more bytes will come. */
	end(): void {
		this.ended = true;
	}

	/** Whether the stream stopped inside an interchange. */
	get isInside(): boolean {
		return this.inside;
	}

	/** Moves `segment` on; false means that more bytes are needed or, after `end`, that there are no more segments. */
	next(): boolean {
		for (;;) {
			if (!this.inside && !this.enterInterchange()) return this.wait();
			const found = this.index.next(this.bytes, this.at) ? this.take() : this.takeRest();
			if (found !== undefined) return found || this.wait();
		}
	}

	/** Whether the piece since the last cut is too long to be held: what `cut` hands out is only its beginning. */
	get isTooLong(): boolean {
		return this.hasLostText;
	}

	/** The file's own text from the last cut up to the current segment, which begins the next piece. */
	cut(): string {
		const piece = this.pieceTo(this.started);
		this.cutAway();
		return piece;
	}

	/** As `cut`, when nobody wants the piece. */
	cutAway(): void {
		this.kept = '';
		this.hasLostText = false;
		this.mark = this.started;
	}

	private pieceTo(end: number): string {
		if (this.mark < 0) return '';
		return this.hasLostText ? this.kept : this.kept + this.text.slice(this.mark, end);
	}

	/** As `cut`, up to the end of what was read: for the last piece of a file that stops too early. */
	cutRest(): string {
		return this.pieceTo(this.at);
	}

	/**
	 * Senders that rewrite the header sometimes leave the old component separator in the data. Where the element has
	 * the shape of a composite with another separator, that one is used from here on.
	 */
	correctComponent(element: number, shape: RegExp): boolean {
		const { segment } = this;
		const value = segment.string(element, 40);
		if (value === undefined || value.includes(String.fromCharCode(segment.component))) return false;
		const used = shape.exec(value)?.[1]?.charCodeAt(0);
		if (used === undefined) return false;
		segment.component = used;
		return true;
	}

	problem(code: X12ProblemCode, level: 'error' | 'warning' = 'warning'): X12Problem {
		const segment = Math.max(this.segment.number, 1);
		return {
			code,
			level,
			message: X12_PROBLEMS[code],
			segment,
			segment_id: this.segment.number === 0 ? 'ISA' : unpackCode(this.segment.id),
		};
	}

	/** The producer may reuse its buffer once we return, so what is left over is copied; `slice` of a Buffer would not. */
	private wait(): false {
		if (this.ended && this.inside) throw new X12Error(this.cutOff());
		if (this.mark >= 0) this.hold();
		this.bytes = this.at < this.bytes.length ? new Uint8Array(this.bytes.subarray(this.at)) : NO_BYTES;
		this.text = '';
		this.at = 0;
		return false;
	}

	/** Whole segments, so that what is handed back of a piece that is too long can still be read. */
	private hold(): void {
		if (this.kept.length + this.at - this.mark > this.maxPiece) this.hasLostText = true;
		if (!this.hasLostText) this.kept += this.text.slice(this.mark, this.at);
		this.mark = 0;
	}

	private cutOff(): X12Problem {
		const isCut = this.at < this.bytes.length;
		const name = isCut ? this.nameAt(this.at) : unpackCode(this.segment.id);
		const segment = this.segment.number + (isCut ? 1 : 0);
		return { code: 'TRUNCATED', level: 'error', message: X12_PROBLEMS.TRUNCATED, segment, segment_id: name };
	}

	private nameAt(at: number): string {
		return /^[A-Z][A-Z0-9]{1,2}/.exec(this.text.slice(at, at + 3))?.[0] ?? '';
	}

	private enterInterchange(): boolean {
		const header = findInterchange(this.bytes, this.at, this.bytes.length);
		this.skip(header.start);
		if (header.kind === 'more') return this.ended ? this.refuseEnd() : false;
		if (header.kind === 'unreadable') throw new X12Error(this.headerProblem('DELIMITERS', 'error'));
		this.reportSkipped();
		if (header.width !== 106) this.problems.push(this.headerProblem('ISA_WIDTH', 'warning'));
		this.use(header.delimiters);
		this.interchanges++;
		this.inside = true;
		this.segment.id = 0;
		return true;
	}

	/** Text around an interchange is skipped; blanks, a byte-order mark and empty segments are not text. */
	private skip(to: number): void {
		const terminator = this.delimiters?.segment;
		for (let at = this.at; at < to; at++) {
			const byte = this.bytes[at] ?? 0;
			if (byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf && byte !== terminator)
				this.skipped++;
		}
		this.at = to;
		if (this.interchanges === 0 && this.skipped > this.maxPreamble) throw new X12Error(this.noHeader());
	}

	/** A file that begins with GS or ST is X12 whose header was lost: say that instead of "not X12". */
	private noHeader(): X12Problem {
		const code = STARTS_INSIDE.test(this.head) ? 'ISA_MISSING' : 'NOT_X12';
		return {
			...this.headerProblem(code, 'error'),
			segment_id: STARTS_INSIDE.exec(this.head)?.[0].slice(-3, -1) ?? '',
		};
	}

	private refuseEnd(): false {
		const left = this.bytes.length - this.at;
		if (left > 3 && startsInterchange(this.bytes, this.at))
			throw new X12Error(this.headerProblem('ISA_TRUNCATED', 'error'));
		this.skip(this.bytes.length);
		if (this.interchanges === 0) throw new X12Error(this.noHeader());
		this.reportSkipped();
		return false;
	}

	private reportSkipped(): void {
		if (this.skipped > 0 && this.interchanges === 0 && STARTS_INSIDE.test(this.head))
			throw new X12Error(this.noHeader());
		if (this.skipped > 0) {
			const isBefore = this.interchanges === 0;
			this.problems.push(
				isBefore ? this.problem('TEXT_BEFORE_ISA') : this.problem('TEXT_AFTER_IEA', 'error'),
			);
		}
		this.skipped = 0;
	}

	private headerProblem(code: X12ProblemCode, level: 'error' | 'warning'): X12Problem {
		return { code, level, message: X12_PROBLEMS[code], segment: this.segment.number + 1, segment_id: 'ISA' };
	}

	private use(delimiters: Delimiters): void {
		this.delimiters = delimiters;
		this.index.use(delimiters);
		this.segment.component = delimiters.component;
		this.segment.repetition = delimiters.repetition;
	}

	/** Shows the segment that the index found; undefined where it begins another interchange, unannounced. */
	private take(): true | undefined {
		const { segment, index } = this;
		const { base } = index;
		const start = (this.bytes[index.start] ?? 0) < 0x80 ? index.start : this.nameStart();
		this.at = start;
		if (this.bytes[start] === I && this.isUnannounced(start)) return undefined;
		if (index.count > MAX_ELEMENTS) throw new X12Error(this.tooBig('TOO_MANY_ELEMENTS'));
		if (index.end - start >= this.maxSegment) throw new X12Error(this.tooBig('SEGMENT_TOO_LONG'));
		this.at = index.end + 1;
		this.started = start;
		segment.start = start;
		segment.ends = index.ends;
		segment.base = base;
		segment.count = index.count;
		segment.flags = start === index.start ? index.flags : index.flags | CONTROL;
		segment.isPlain = false;
		segment.number++;
		segment.transactionNumber++;
		if (segment.faults.length > 0) segment.faults.length = 0;
		if (segment.bytes !== this.bytes) this.look(this.bytes, this.text);
		if (index.flags & CONTROL) this.squeeze(start);
		segment.id = packName(segment.bytes, segment.start, segment.ends[segment.base] ?? 0);
		if (segment.id === IEA) this.inside = false;
		else if (segment.id === ST || segment.id === GS || segment.id === ISA) segment.transactionNumber = 1;
		return true;
	}

	/** Behind a byte-order mark, as files that were put together have it in their midst, or a line end of other machines. */
	private nameStart(): number {
		const { bytes, index } = this;
		const end = index.ends[index.base] ?? 0;
		let start = index.start;
		while ((bytes[start] ?? 0) >= 0x80 && start < end) start++;
		return start;
	}

	/**
	 * What is left has no terminator: more bytes are needed, unless it is the very last trailer, which may end with the
	 * file instead.
	 */
	private takeRest(): boolean | undefined {
		const { bytes, index } = this;
		const limit = bytes.length;
		const terminator = this.delimiters?.segment ?? 0;
		let start = this.at;
		while (start < limit && ((bytes[start] ?? 0) <= 0x20 || bytes[start] === terminator)) start++;
		this.at = start;
		if (bytes[start] === I && this.isUnannounced(start)) return undefined;
		if (index.count > MAX_ELEMENTS) throw new X12Error(this.tooBig('TOO_MANY_ELEMENTS'));
		if (limit - start >= this.maxSegment) throw new X12Error(this.tooBig('SEGMENT_TOO_LONG'));
		if (!this.ended || index.count !== 2 || !this.text.startsWith('IEA', start)) return false;
		index.start = start;
		index.end = limit - 1;
		return this.take();
	}

	private look(bytes: Uint8Array, text: string): void {
		this.segment.bytes = bytes;
		this.segment.characters = text;
	}

	/**
	 * Control characters in the midst of a segment are left out of it, as where lines were wrapped at a fixed width:
	 * the segment looks at a copy without them.
	 */
	private squeeze(start: number): void {
		const { bytes, segment, index } = this;
		const ends = new Int32Array(index.count + 1);
		const last = index.ends[index.base + index.count] ?? start;
		const plain = new Uint8Array(last - start);
		let length = 0;
		for (let at = start, n = 0; at <= last; at++) {
			const isEnd = at === index.ends[index.base + n];
			if (isEnd) ends[n++] = length;
			if (at < last && (isEnd || !index.isControl(bytes[at] ?? 0))) plain[length++] = bytes[at] ?? 0;
		}
		const rest = plain.subarray(0, length);
		this.look(rest, decodeBytewise(rest));
		segment.start = 0;
		segment.ends = ends;
		segment.base = 0;
	}

	/** A second ISA without an IEA before it: its delimiters may be others, so they are read anew. */
	private isUnannounced(at: number): boolean {
		if (this.segment.id === 0 || !startsInterchange(this.bytes, at)) return false;
		this.inside = false;
		return true;
	}

	private tooBig(code: X12ProblemCode): X12Problem {
		const segment = this.segment.number + 1;
		return { code, level: 'error', message: X12_PROBLEMS[code], segment, segment_id: this.nameAt(this.at) };
	}
}

function packName(bytes: Uint8Array, from: number, to: number): number {
	const length = to - from;
	if (length < 2 || length > 3) return -1;
	const two = ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
	return length === 2 ? two : (two << 8) | (bytes[from + 2] ?? 0);
}
