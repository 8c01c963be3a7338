import { type AmountFault, isWrittenOut, MOST_MINOR, parseMinor, writeMinor } from './amount';
import { writeDay } from './calendar';
import { CLOCK, CODE, DAY, type ElementPlan, LATER, NUMBER, planElements, TEXT, WHOLE } from './element-plan';
import { unpackCode } from './known-codes';
import type { X12ProblemCode } from './problem';
import { NON_ASCII, NOT_PLAIN } from './segment-index';
import { LATIN_1, UTF_8 } from './text';

const MAX_PARTS = 62;
const BLANK = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
const MINUS = 0x2d;
/** A number without a decimal point. */
const NO_POINT = -1;
/** It has a point, but is not written as we write it. */
const ODD_DECIMALS = -2;
const DAY_LENGTH = 8;
const MOST_QUANTITY = 999_999_999;
const NO_PLAN = planElements({}, undefined);
const MOST_SHOWN = 32;
/** Twelve digits and what is between them. */
const MOST_DIGITS = 23;

/** A value that could not be taken as it stood; the reader turns it into a located problem. */
export interface Fault {
	code: X12ProblemCode;
	element: number;
	component: number;
	/** The value was taken all the same: nothing has to be kept beside it. */
	isTaken: boolean;
}

/** Codes of up to three characters as one number, so that comparing them costs no string. */
export function packCode(code: string): number {
	let packed = 0;
	for (let at = 0; at < code.length; at++) packed = (packed << 8) | code.charCodeAt(at);
	return packed;
}

/**
 * The segment under the reader's eyes: a view on the block of bytes, overwritten by the next one.
 * Values are cut out, checked and normalised only when asked for; what is wrong with them is noted in `faults`.
 */
export class Segment {
	/** Place in the file and in the transaction set, both from 1. */
	number = 0;
	transactionNumber = 0;
	/** The segment's name, packed; -1 if it cannot be a name. */
	id = 0;
	/** Index of the last element. */
	count = 0;
	flags = 0;
	start = 0;
	bytes: Uint8Array = new Uint8Array(0);
	/** The block of bytes as text: character n is byte n. */
	characters = '';
	component = -1;
	/** -1 where the interchange names none. */
	repetition = -1;
	/** `ends[base + n]` is where element n ends; element 0 is the name. */
	ends: Int32Array = new Int32Array(1);
	base = 0;
	readonly faults: Fault[] = [];
	/** Minor units of the amount read last, for sums. */
	minor = 0;
	/**
	 * The segment was opened and nothing in it is out of the ordinary: the dictionary allows each element, none has
	 * blanks at its ends, and all that the plan names has been taken out. Else each value is read with care when asked for.
	 */
	isPlain = false;
	/** It is plain, and says nothing that the plan does not name. */
	isWhole = false;

	private plan: ElementPlan = NO_PLAN;
	/** Which elements of a plain segment say something, as bits. */
	private said = 0;
	/** Texts, and days as they are written. */
	private readonly texts: string[] = new Array(MOST_SHOWN).fill('');
	/** Texts and codes, packed; -1 for what is longer. */
	private readonly codes = new Int32Array(MOST_SHOWN);
	/** The digits of a number, without its point, and how many of them stand behind it. */
	private readonly digits = new Float64Array(MOST_SHOWN);
	private readonly decimals = new Int32Array(MOST_SHOWN);

	/** The range that is being read: an element or a component, without blanks at its ends. */
	private from = 0;
	private to = 0;
	private element = 0;
	private currentPart = 0;
	/** The element that was opened for its components. */
	private opened = 0;
	private partCount = 0;
	private readonly partEnds = new Int32Array(MAX_PARTS + 2);

	get name(): string {
		return this.clean(this.start, this.endOf(0));
	}

	/** Takes out what the plan names, all elements in one loop. */
	open(plan: ElementPlan): void {
		this.plan = plan;
		this.isPlain = this.flags === 0 && this.count <= plan.limit && this.takePlain(plan);
		this.isWhole = this.isPlain && (this.said & ~plan.says) === 0;
	}

	has(n: number): boolean {
		return this.isPlain ? (this.said & (1 << n)) !== 0 : this.select(n);
	}

	/** Whether any of the elements that are bits of the mask says something. */
	hasAny(mask: number): boolean {
		if (this.isPlain) return (this.said & mask) !== 0;
		for (let n = 1; n <= this.count && n <= 30; n++) if (mask & (1 << n) && this.select(n)) return true;
		return false;
	}

	/** The element as a packed code; 0 when it is empty, -1 when it is no short code. */
	code(n: number): number {
		if (n > this.count) return 0;
		const { bytes } = this;
		const from = (this.ends[this.base + n - 1] ?? 0) + 1;
		const to = this.ends[this.base + n] ?? 0;
		if ((bytes[from] ?? 0) > BLANK && (bytes[to - 1] ?? 0) > BLANK)
			return from < to ? this.pack(from, to) : 0;
		return this.select(n) ? this.readCode() : 0;
	}

	/** As `code`, of an element that the plan takes as a code or a text. */
	key(n: number): number {
		if (!this.isPlain) return this.code(n);
		return this.said & (1 << n) ? (this.codes[n] ?? 0) : 0;
	}

	/** As `string`, of an element that the plan takes as a text, up to the length it says. */
	text(n: number): string | undefined {
		if (!this.isPlain) return this.carefulText(n);
		return this.said & (1 << n) ? this.texts[n] : undefined;
	}

	/** As `date`, of an element that the plan takes as a day. */
	day(n: number): string | undefined {
		if (!this.isPlain) return this.carefulDay(n);
		return this.said & (1 << n) ? this.texts[n] : undefined;
	}

	/** The element as text without blanks at its ends; `undefined` when nothing is left. */
	string(n: number, max: number): string | undefined {
		return this.select(n) ? this.readText(max) : undefined;
	}

	/** A calendar date `YYYYMMDD`, or the one that begins `offset` characters into a longer element. */
	date(n: number, offset = 0): string | undefined {
		return this.select(n) ? this.readDate(offset) : undefined;
	}

	/** Hours and minutes `HHMM…`, `offset` characters into the element, as `HH:MM`. */
	time(n: number, offset = 0): string | undefined {
		if (!this.select(n)) return undefined;
		const clock = this.characters.slice(this.from + offset, Math.min(this.from + offset + 4, this.to));
		if (/^([01]\d|2[0-3])[0-5]\d$/.test(clock)) return `${clock.slice(0, 2)}:${clock.slice(2)}`;
		return this.fault('TIME_INVALID', n);
	}

	/** A decimal that is not negative, in the currency's own precision; its minor units are left in `minor`. */
	amount(n: number, decimals: number): string | undefined {
		this.minor = 0;
		if (this.isNumberWith(n, decimals)) {
			this.minor = this.digits[n] ?? 0;
			const { ends, base } = this;
			return this.characters.slice((ends[base + n - 1] ?? 0) + 1, ends[base + n]);
		}
		return this.select(n) ? this.readAmount(decimals, false) : undefined;
	}

	signedAmount(n: number, decimals: number): string | undefined {
		this.minor = 0;
		return this.select(n) ? this.readAmount(decimals, true) : undefined;
	}

	/** A count that is not negative and has at most three decimals. */
	quantity(n: number): number | undefined {
		const value = this.signedQuantity(n);
		return value !== undefined && value < 0 ? this.fault('NUMBER_INVALID', n) : value;
	}

	signedQuantity(n: number): number | undefined {
		if (this.isNumberWith(n, NO_POINT)) {
			const value = this.digits[n] ?? 0;
			if (value <= MOST_QUANTITY) return value;
		}
		return this.select(n) ? this.readQuantity() : undefined;
	}

	integer(n: number, least: number, most: number): number | undefined {
		if (this.isNumberWith(n, NO_POINT)) {
			const value = this.digits[n] ?? 0;
			if (value >= least && value <= most) return value;
		}
		return this.select(n) ? this.readInteger(least, most) : undefined;
	}

	/** Splits an element into its components, for `part` and its kin; answers how many there are. */
	openParts(n: number): number {
		this.opened = n;
		this.partCount = 0;
		if (!this.select(n)) return 0;
		const { bytes, component, partEnds, to } = this;
		let parts = 0;
		partEnds[0] = this.from - 1;
		for (let at = this.from; at < to && parts < MAX_PARTS; at++)
			if (bytes[at] === component) partEnds[++parts] = at;
		partEnds[++parts] = to;
		this.partCount = parts;
		return parts;
	}

	/** Appends the components of an element that are one digit from 1 to 9 each; false, with nothing appended, where it is anything else. */
	takeDigits(n: number, into: number[]): boolean {
		if (!this.isPlain || n > this.count) return false;
		const { bytes, component, ends, base } = this;
		const from = (ends[base + n - 1] ?? 0) + 1;
		const to = ends[base + n] ?? 0;
		if (to - from > MOST_DIGITS) return false;
		for (let at = from; at < to; at += 2) {
			const digit = (bytes[at] ?? 0) - ZERO;
			if (digit < 1 || digit > 9 || (at + 1 < to && bytes[at + 1] !== component)) return false;
		}
		for (let at = from; at < to; at += 2) into.push((bytes[at] ?? 0) - ZERO);
		return true;
	}

	hasPart(k: number): boolean {
		return this.selectPart(k);
	}

	part(k: number, max: number): string | undefined {
		return this.selectPart(k) ? this.readText(max) : undefined;
	}

	partCode(k: number): number {
		return this.selectPart(k) ? this.readCode() : 0;
	}

	partInteger(k: number, least: number, most: number): number | undefined {
		return this.selectPart(k) ? this.readInteger(least, most) : undefined;
	}

	partAmount(k: number, decimals: number): string | undefined {
		return this.selectPart(k) ? this.readAmount(decimals, false) : undefined;
	}

	partDate(k: number, offset = 0): string | undefined {
		return this.selectPart(k) ? this.readDate(offset) : undefined;
	}

	/** Whether the opened element says anything after component k. */
	hasPartsAfter(k: number): boolean {
		for (let part = k + 1; part <= this.partCount; part++) if (this.selectPart(part)) return true;
		return false;
	}

	/** Whether the element is so many digits; asked of the bytes, as text would have to be made for it. */
	isDigits(n: number, length: number): boolean {
		if (!this.select(n)) return false;
		if (this.flags & NOT_PLAIN) return this.measured().length === length && /^\d+$/.test(this.measured());
		const { bytes, from, to } = this;
		for (let at = from; at < to; at++) {
			const byte = bytes[at] ?? 0;
			if (byte < ZERO || byte > NINE) return false;
		}
		return to - from === length;
	}

	/** Whether the value read last is nothing but capitals and digits. */
	isBareCode(): boolean {
		const { bytes, from, to } = this;
		for (let at = from; at < to; at++) {
			const byte = bytes[at] ?? 0;
			if (byte < ZERO || (byte > NINE && byte < 0x41) || byte > 0x5a) return false;
		}
		return from < to;
	}

	/** How many characters the element has without blanks at its ends. */
	measure(n: number): number {
		if (!this.select(n)) return 0;
		return this.flags & NOT_PLAIN ? this.measured().length : this.to - this.from;
	}

	/** The element measured last, as text. */
	measured(): string {
		return this.clean(this.from, this.to);
	}

	/** How many digits the number measured last has; -1 where it is none. */
	countDigits(isDecimal: boolean): number {
		const { bytes, from, to } = this;
		let digits = 0;
		let hasPoint = false;
		for (let at = bytes[from] === MINUS ? from + 1 : from; at < to; at++) {
			const byte = bytes[at] ?? 0;
			if (byte >= ZERO && byte <= NINE) digits++;
			else if (byte === DOT && isDecimal && !hasPoint) hasPoint = true;
			else return -1;
		}
		return digits > 0 ? digits : -1;
	}

	/** Whether an element other than those of the mask says something. */
	saysMoreThan(mask: number): boolean {
		if (this.isPlain) return (this.said & ~mask) !== 0;
		if (this.count <= 30 && (mask | 1 | (-2 << this.count)) === -1) return false;
		for (let n = 1; n <= this.count; n++)
			if ((n > 30 || (mask & (1 << n)) === 0) && this.select(n)) return true;
		return false;
	}

	/** The whole segment as values: text, or the components of an element that has several. */
	elements(): (string | string[])[] {
		const values: (string | string[])[] = [];
		for (let n = 0; n <= this.count; n++) {
			const from = n === 0 ? this.start : this.endOf(n - 1) + 1;
			const parts = this.split(from, this.endOf(n));
			values.push(n > 0 && parts.length > 1 ? parts : parts.join(''));
		}
		return values;
	}

	private split(from: number, to: number): string[] {
		const parts: string[] = [];
		let start = from;
		for (let at = from; at < to; at++) {
			if (this.bytes[at] !== this.component) continue;
			parts.push(this.clean(start, at));
			start = at + 1;
		}
		parts.push(this.clean(start, to));
		return parts;
	}

	fault(code: X12ProblemCode, element: number, component = 0): undefined {
		this.faults.push({ code, element, component, isTaken: false });
		return undefined;
	}

	/** As `fault`, for a value that is odd and yet represented. */
	remark(code: X12ProblemCode, element: number, component = 0): void {
		this.faults.push({ code, element, component, isTaken: true });
	}

	/** One day, and nothing behind it: a period under the format of a day would lose its end unseen. */
	private carefulDay(n: number): string | undefined {
		const day = this.date(n);
		if (day !== undefined && this.to - this.from > DAY_LENGTH) this.remark('DATE_INVALID', n);
		return day;
	}

	private carefulText(n: number): string | undefined {
		const { kinds, max } = this.plan;
		if (kinds[n] !== TEXT) throw new Error(`element ${n} of ${this.name} is not taken as text`);
		return this.string(n, max[n] ?? 0);
	}

	/** Whether the opened segment's element is a number that the plan takes, with so many decimals. */
	private isNumberWith(n: number, decimals: number): boolean {
		return (
			this.isPlain &&
			(this.said & (1 << n)) !== 0 &&
			(this.plan.kinds[n] ?? LATER) >= WHOLE &&
			this.decimals[n] === decimals
		);
	}

	/** False where something is out of the ordinary; what was taken by then is of no use. */
	private takePlain({ kinds, least, span }: ElementPlan): boolean {
		const { bytes, characters, ends, base, count, codes, texts } = this;
		let said = 0;
		let from = (ends[base] ?? 0) + 1;
		for (let n = 1; n <= count; n++) {
			const to = ends[base + n] ?? 0;
			const start = from;
			from = to + 1;
			const length = to - start;
			if (length === 0) continue;
			const beyond = length - (least[n] ?? 0);
			if (beyond < 0 || beyond > (span[n] ?? 0)) return false;
			const first = bytes[start] ?? 0;
			if (first <= BLANK || (bytes[to - 1] ?? 0) <= BLANK) return false;
			said |= 1 << n;
			const kind = kinds[n] ?? LATER;
			if (kind === LATER) continue;
			if (kind <= CODE) {
				let packed = first;
				if (length > 3) packed = -1;
				else for (let at = start + 1; at < to; at++) packed = (packed << 8) | (bytes[at] ?? 0);
				codes[n] = packed;
				if (kind === TEXT) texts[n] = packed < 0 ? characters.slice(start, to) : unpackCode(packed);
			} else if (kind === DAY) {
				if (!this.takeDay(n, start, to)) return false;
			} else if (kind === CLOCK) {
				if (!this.isClock(start, to)) return false;
			} else if (!this.takeNumber(n, start, to, kind)) return false;
		}
		this.said = said;
		return true;
	}

	private takeDay(n: number, from: number, to: number): boolean {
		const { bytes } = this;
		let number = 0;
		for (let at = from; at < to; at++) {
			const digit = (bytes[at] ?? 0) - ZERO;
			if (digit < 0 || digit > 9) return false;
			number = number * 10 + digit;
		}
		const written = to - from === 8 ? writeDay(number) : undefined;
		if (written === undefined) return false;
		this.texts[n] = written;
		return true;
	}

	/** Whether it begins with an hour and a minute. */
	private isClock(from: number, to: number): boolean {
		const { bytes } = this;
		if (to - from < 4) return false;
		let number = 0;
		for (let at = from; at < from + 4; at++) {
			const digit = (bytes[at] ?? 0) - ZERO;
			if (digit < 0 || digit > 9) return false;
			number = number * 10 + digit;
		}
		return number < 2400 && number % 100 < 60;
	}

	private takeNumber(n: number, from: number, to: number, kind: number): boolean {
		const { bytes } = this;
		let value = 0;
		let point = NO_POINT;
		for (let at = from; at < to; at++) {
			const digit = (bytes[at] ?? 0) - ZERO;
			if (digit >= 0 && digit <= 9) value = value * 10 + digit;
			else if (digit === DOT - ZERO && point === NO_POINT && kind === NUMBER) point = at;
			else return false;
		}
		this.digits[n] = value;
		this.decimals[n] = NO_POINT;
		if (point === NO_POINT) return true;
		const decimals = to - point - 1;
		const isWritten = value < MOST_MINOR && isWrittenOut(bytes, from, to, decimals);
		this.decimals[n] = decimals > 0 && isWritten ? decimals : ODD_DECIMALS;
		return to - from > 1;
	}

	private endOf(n: number): number {
		return this.ends[this.base + n] ?? 0;
	}

	/** Whether a value could not be taken as it stood. */
	hasLostValues(): boolean {
		return this.faults.some(({ isTaken }) => !isTaken);
	}

	private select(n: number): boolean {
		if (n > this.count) return false;
		this.element = n;
		this.currentPart = 0;
		return this.narrow(this.endOf(n - 1) + 1, this.endOf(n));
	}

	private selectPart(k: number): boolean {
		if (k > this.partCount) return false;
		this.element = this.opened;
		this.currentPart = k;
		return this.narrow((this.partEnds[k - 1] ?? 0) + 1, this.partEnds[k] ?? 0);
	}

	/**
	 * What every value passes through is straight code without loops, and what is rare stands in methods of its own:
	 * that is what an engine compiles soon and puts in place of a call.
	 */
	private narrow(from: number, to: number): boolean {
		const { bytes } = this;
		this.from = from;
		this.to = to;
		if (from >= to) return false;
		return (bytes[from] ?? 0) > BLANK && (bytes[to - 1] ?? 0) > BLANK ? true : this.trim(from, to);
	}

	private trim(start: number, end: number): boolean {
		const { bytes } = this;
		let from = start;
		let to = end;
		while (from < to && (bytes[from] ?? 0) <= BLANK) from++;
		while (to > from && (bytes[to - 1] ?? 0) <= BLANK) to--;
		this.from = from;
		this.to = to;
		return from < to;
	}

	private refuse(code: X12ProblemCode): undefined {
		return this.fault(code, this.element, this.currentPart);
	}

	private readCode(): number {
		return this.pack(this.from, this.to);
	}

	private pack(from: number, to: number): number {
		const { bytes } = this;
		const first = bytes[from] ?? 0;
		if (to - from < 2) return first;
		const two = (first << 8) | (bytes[from + 1] ?? 0);
		if (to - from < 3) return two;
		return to - from === 3 ? (two << 8) | (bytes[from + 2] ?? 0) : -1;
	}

	private readText(max: number): string | undefined {
		const { from, to } = this;
		if (this.flags & NOT_PLAIN) return this.readUncleanText(max);
		if (to - from > max) return this.refuse('ELEMENT_TOO_LONG');
		return to - from <= 3 ? unpackCode(this.readCode()) : this.characters.slice(from, to);
	}

	private readUncleanText(max: number): string | undefined {
		const value = this.clean(this.from, this.to);
		if (value.length > max) return this.refuse('ELEMENT_TOO_LONG');
		return value === '' ? undefined : value;
	}

	private readDate(offset: number): string | undefined {
		const { bytes, to } = this;
		const from = this.from + offset;
		if (from + 8 > to) return this.refuse('DATE_INVALID');
		let number = 0;
		for (let at = from; at < from + 8; at++) {
			const digit = (bytes[at] ?? 0) - ZERO;
			if (digit < 0 || digit > 9) return this.refuse('DATE_INVALID');
			number = number * 10 + digit;
		}
		return writeDay(number) ?? this.refuse('DATE_INVALID');
	}

	private readInteger(least: number, most: number): number | undefined {
		const { bytes, from, to } = this;
		if (to - from > 15) return this.refuse('NUMBER_INVALID');
		let value = 0;
		for (let at = from; at < to; at++) {
			const digit = (bytes[at] ?? 0) - ZERO;
			if (digit < 0 || digit > 9) return this.refuse('NUMBER_INVALID');
			value = value * 10 + digit;
		}
		return value >= least && value <= most ? value : this.refuse('NUMBER_INVALID');
	}

	private readQuantity(): number | undefined {
		const { bytes, from, to } = this;
		const isNegative = bytes[from] === MINUS;
		let value = 0;
		let digits = 0;
		let decimals = -1;
		for (let at = isNegative ? from + 1 : from; at < to; at++) {
			const byte = bytes[at] ?? 0;
			if (byte === DOT && decimals < 0) {
				decimals = 0;
				continue;
			}
			if (byte < ZERO || byte > NINE) return this.refuse('NUMBER_INVALID');
			digits++;
			if (decimals >= 3 && byte === ZERO) continue;
			value = value * 10 + byte - ZERO;
			if (decimals >= 0) decimals++;
		}
		const result = decimals > 0 ? value / 10 ** decimals : value;
		if (digits === 0 || decimals > 3 || result > MOST_QUANTITY) return this.refuse('NUMBER_INVALID');
		return isNegative && result > 0 ? -result : result;
	}

	private readAmount(decimals: number, isSigned: boolean): string | undefined {
		const { bytes, from, to } = this;
		const minor = parseMinor(bytes, from, to, decimals);
		if (typeof minor !== 'number') return this.refuse(minor satisfies AmountFault);
		if (minor < 0 && !isSigned) return this.refuse('AMOUNT_NEGATIVE');
		this.minor = minor;
		return isWrittenOut(bytes, from, to, decimals)
			? this.characters.slice(from, to)
			: writeMinor(minor, decimals);
	}

	/** The text of a range: UTF-8 where the bytes are that, else Latin 1; control characters are left out. */
	private clean(from: number, to: number): string {
		if ((this.flags & NON_ASCII) === 0) return withoutControls(this.characters.slice(from, to));
		const bytes = this.bytes.subarray(from, to);
		try {
			return withoutControls(UTF_8.decode(bytes)).trim();
		} catch {
			return withoutControls(LATIN_1.decode(bytes)).trim();
		}
	}
}

const withoutControls = (text: string) => text.replace(/\p{Cc}/gu, '');
