import type { X12ProblemCode } from './problem';
import { LATIN_1, UTF_8 } from './text';

/** Byte classes of the scan: everything that is not plain data has a bit of its own. */
export const PLAIN = 0;
export const ELEMENT = 1;
export const TERMINATOR = 2;
export const CONTROL = 4;
export const NON_ASCII = 8;

export const MAX_ELEMENTS = 255;

/** A value that could not be taken as it stood; the reader turns it into a located problem. */
export interface Fault {
	code: X12ProblemCode;
	element: number;
	component: number;
	/** The value was taken all the same: nothing has to be kept beside it. */
	isTaken: boolean;
}

const BLANK = 0x20;
const DOT = 0x2e;
const ZERO = 0x30;
const MINUS = 0x2d;
const PLUS = 0x2b;
/** Ten to the thirteenth minor units: the cap of every amount. */
const MOST_DIGITS = 13;

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
	/** The segment's name, packed; 0 if it cannot be a name. */
	id = 0;
	/** Index of the last element. */
	count = 0;
	flags = 0;
	start = 0;
	bytes: Uint8Array = new Uint8Array(0);
	text = '';
	component = -1;
	elementSeparator = 0;
	/** `ends[n]` is where element n ends; element 0 is the name. */
	readonly ends = new Int32Array(MAX_ELEMENTS + 2);
	readonly faults: Fault[] = [];
	/** Minor units of the amount read last, for sums. */
	minor = 0;

	private partsFrom = 0;
	private partsTo = 0;
	private partsOf = 0;
	private readonly partEnds = new Int32Array(64);
	private readonly dates = new Map<number, string>();

	get name(): string {
		return this.clean(this.start, this.ends[0] ?? this.start);
	}

	/** Everything between the start of the segment and its terminator, as it stood. */
	get raw(): string {
		return this.text.slice(this.start, this.ends[this.count]);
	}

	has(n: number): boolean {
		if (n > this.count) return false;
		const from = (this.ends[n - 1] ?? 0) + 1;
		const to = this.ends[n] ?? 0;
		return from < to && ((this.bytes[from] ?? 0) > BLANK || this.trimStart(from, to) < to);
	}

	/** The element as a packed code; 0 when it is empty, -1 when it is no short code. */
	code(n: number): number {
		if (n > this.count) return 0;
		return this.pack((this.ends[n - 1] ?? 0) + 1, this.ends[n] ?? 0);
	}

	/** The element as text without blanks at its ends; `undefined` when nothing is left. */
	string(n: number, max: number): string | undefined {
		if (n > this.count) return undefined;
		return this.bounded((this.ends[n - 1] ?? 0) + 1, this.ends[n] ?? 0, max, n, 0);
	}

	/** Splits an element into its components, for `partCode` and `part`; answers how many there are. */
	openParts(n: number): number {
		if (n > this.count) {
			this.partsTo = 0;
			return 0;
		}
		const { bytes, component, partEnds } = this;
		const end = this.ends[n] ?? 0;
		let parts = 0;
		this.partsFrom = (this.ends[n - 1] ?? 0) + 1;
		for (let at = this.partsFrom; at < end && parts < 62; at++)
			if (bytes[at] === component) partEnds[parts++] = at;
		partEnds[parts++] = end;
		this.partsTo = parts;
		this.partsOf = n;
		return this.partsFrom === end ? 0 : parts;
	}

	part(k: number, max: number): string | undefined {
		if (k > this.partsTo) return undefined;
		return this.bounded(this.partStart(k), this.partEnds[k - 1] ?? 0, max, this.partsOf, k);
	}

	partCode(k: number): number {
		if (k > this.partsTo) return 0;
		return this.pack(this.partStart(k), this.partEnds[k - 1] ?? 0);
	}

	/** Whether the opened element says anything after component k. */
	hasPartsAfter(k: number): boolean {
		for (let part = k + 1; part <= this.partsTo; part++)
			if (this.partStart(part) < (this.partEnds[part - 1] ?? 0)) return true;
		return false;
	}

	partInteger(k: number, least: number, most: number): number | undefined {
		if (k > this.partsTo) return undefined;
		return this.integerIn(this.partStart(k), this.partEnds[k - 1] ?? 0, {
			least,
			most,
			element: this.partsOf,
			component: k,
		});
	}

	partAmount(k: number, decimals: number): string | undefined {
		if (k > this.partsTo) return undefined;
		return this.amountIn(this.partStart(k), this.partEnds[k - 1] ?? 0, {
			decimals,
			signed: false,
			element: this.partsOf,
			component: k,
		});
	}

	/** A calendar date `YYYYMMDD` inside the opened element, `offset` characters into component k. */
	partDate(k: number, offset = 0): string | undefined {
		if (k > this.partsTo) return undefined;
		const from = this.partStart(k);
		return this.dateIn(from + offset, this.partEnds[k - 1] ?? 0, this.partsOf, k);
	}

	/** A calendar date `YYYYMMDD`, or the one that begins `offset` characters into a longer element. */
	date(n: number, offset = 0): string | undefined {
		if (n > this.count) return undefined;
		const from = (this.ends[n - 1] ?? 0) + 1;
		return this.dateIn(from + offset, this.ends[n] ?? 0, n, 0);
	}

	/** Hours and minutes `HHMM…`, `offset` characters into the element, as `HH:MM`. */
	time(n: number, offset = 0): string | undefined {
		const clock = this.string(n, 20)?.slice(offset, offset + 4);
		if (!clock) return undefined;
		if (/^([01]\d|2[0-3])[0-5]\d$/.test(clock)) return `${clock.slice(0, 2)}:${clock.slice(2)}`;
		this.fault('TIME_INVALID', n);
		return undefined;
	}

	/** A decimal in the currency's own precision; its minor units are left in `minor`. */
	amount(n: number, decimals: number): string | undefined {
		if (n > this.count) return undefined;
		return this.amountIn((this.ends[n - 1] ?? 0) + 1, this.ends[n] ?? 0, {
			decimals,
			signed: false,
			element: n,
			component: 0,
		});
	}

	signedAmount(n: number, decimals: number): string | undefined {
		if (n > this.count) return undefined;
		return this.amountIn((this.ends[n - 1] ?? 0) + 1, this.ends[n] ?? 0, {
			decimals,
			signed: true,
			element: n,
			component: 0,
		});
	}

	/** A count that is not negative and has at most three decimals. */
	quantity(n: number): number | undefined {
		const value = this.signedQuantity(n);
		return value !== undefined && value < 0 ? this.fault('NUMBER_INVALID', n) : value;
	}

	signedQuantity(n: number): number | undefined {
		if (n > this.count) return undefined;
		const from = this.trimStart((this.ends[n - 1] ?? 0) + 1, this.ends[n] ?? 0);
		const to = this.trimEnd(from, this.ends[n] ?? 0);
		if (from >= to) return undefined;
		const { bytes } = this;
		let value = 0;
		let digits = 0;
		let decimals = -1;
		const isNegative = bytes[from] === MINUS;
		for (let at = isNegative ? from + 1 : from; at < to; at++) {
			const byte = bytes[at] ?? 0;
			if (byte === DOT && decimals < 0) decimals = 0;
			else if (byte >= 0x30 && byte <= 0x39 && !(decimals >= 3 && byte === 0x30)) {
				value = value * 10 + byte - 0x30;
				digits++;
				if (decimals >= 0) decimals++;
			} else if (byte < 0x30 || byte > 0x39) return this.fault('NUMBER_INVALID', n);
		}
		const result = decimals > 0 ? value / 10 ** decimals : value;
		if (digits === 0 || decimals > 3 || result > 999_999_999) return this.fault('NUMBER_INVALID', n);
		return isNegative ? -result : result;
	}

	integer(n: number, least: number, most: number): number | undefined {
		if (n > this.count) return undefined;
		return this.integerIn((this.ends[n - 1] ?? 0) + 1, this.ends[n] ?? 0, {
			least,
			most,
			element: n,
			component: 0,
		});
	}

	/** Whether an element other than those of the mask says something. */
	saysMoreThan(mask: number): boolean {
		for (let n = 1; n <= this.count; n++) if ((n > 30 || (mask & (1 << n)) === 0) && this.has(n)) return true;
		return false;
	}

	/** The whole segment as values: text, or the components of an element that has several. */
	elements(): (string | string[])[] {
		const values: (string | string[])[] = [];
		for (let n = 0; n <= this.count; n++) {
			const from = n === 0 ? this.start : (this.ends[n - 1] ?? 0) + 1;
			const value = this.clean(from, this.ends[n] ?? from);
			const separator = String.fromCharCode(this.component);
			values.push(this.component >= 0 && value.includes(separator) ? value.split(separator) : value);
		}
		return values;
	}

	fault(code: X12ProblemCode, element: number, component = 0): undefined {
		this.faults.push({ code, element, component, isTaken: false });
		return undefined;
	}

	/** As `fault`, for a value that is odd and yet represented. */
	remark(code: X12ProblemCode, element: number, component = 0): void {
		this.faults.push({ code, element, component, isTaken: true });
	}

	private partStart(k: number): number {
		return k <= 1 ? this.partsFrom : (this.partEnds[k - 2] ?? 0) + 1;
	}

	private pack(from: number, to: number): number {
		const { bytes } = this;
		const start = this.trimStart(from, to);
		const end = this.trimEnd(start, to);
		if (end - start > 3) return -1;
		let packed = 0;
		for (let at = start; at < end; at++) packed = (packed << 8) | (bytes[at] ?? 0);
		return packed;
	}

	private trimStart(from: number, to: number): number {
		let at = from;
		while (at < to && (this.bytes[at] ?? 0) <= BLANK) at++;
		return at;
	}

	private trimEnd(from: number, to: number): number {
		let at = to;
		while (at > from && (this.bytes[at - 1] ?? 0) <= BLANK) at--;
		return at;
	}

	private bounded(
		from: number,
		to: number,
		max: number,
		element: number,
		component: number,
	): string | undefined {
		const start = this.trimStart(from, to);
		const end = this.trimEnd(start, to);
		if (start === end) return undefined;
		const value = this.flags > TERMINATOR ? this.clean(start, end) : this.text.slice(start, end);
		if (value.length > max) return this.fault('ELEMENT_TOO_LONG', element, component);
		return value === '' ? undefined : value;
	}

	/** The text of a range: UTF-8 where the bytes are that, else Latin 1; control characters are left out. */
	private clean(from: number, to: number): string {
		if ((this.flags & NON_ASCII) === 0) return withoutControls(this.text.slice(from, to));
		const bytes = this.bytes.subarray(from, to);
		try {
			return withoutControls(UTF_8.decode(bytes)).trim();
		} catch {
			return withoutControls(LATIN_1.decode(bytes)).trim();
		}
	}

	private dateIn(from: number, to: number, element: number, component: number): string | undefined {
		const { bytes } = this;
		if (from >= to) return undefined;
		let number = 0;
		for (let at = from; at < from + 8; at++) {
			const digit = at < to ? (bytes[at] ?? 0) - 0x30 : -1;
			if (digit < 0 || digit > 9) return this.fault('DATE_INVALID', element, component);
			number = number * 10 + digit;
		}
		return this.dates.get(number) ?? this.newDate(number) ?? this.fault('DATE_INVALID', element, component);
	}

	/** Dates repeat a great deal inside a file, so each is checked and written once. */
	private newDate(number: number): string | undefined {
		const year = Math.floor(number / 10_000);
		const month = Math.floor(number / 100) % 100;
		const day = number % 100;
		if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
		const digits = String(number).padStart(8, '0');
		const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
		if (this.dates.size > 20_000) this.dates.clear();
		this.dates.set(number, date);
		return date;
	}

	private integerIn(
		from: number,
		to: number,
		bounds: { least: number; most: number; element: number; component: number },
	) {
		const start = this.trimStart(from, to);
		const end = this.trimEnd(start, to);
		if (start === end) return undefined;
		let value = 0;
		for (let at = start; at < end; at++) {
			const digit = (this.bytes[at] ?? 0) - 0x30;
			if (digit < 0 || digit > 9 || end - start > 15)
				return this.fault('NUMBER_INVALID', bounds.element, bounds.component);
			value = value * 10 + digit;
		}
		if (value >= bounds.least && value <= bounds.most) return value;
		return this.fault('NUMBER_INVALID', bounds.element, bounds.component);
	}

	private amountIn(
		from: number,
		to: number,
		{
			decimals,
			signed,
			element,
			component,
		}: { decimals: number; signed: boolean; element: number; component: number },
	): string | undefined {
		const start = this.trimStart(from, to);
		const end = this.trimEnd(start, to);
		this.minor = 0;
		if (start === end) return undefined;
		const { bytes } = this;
		const sign = bytes[start] ?? 0;
		const negative = sign === MINUS;
		let minor = 0;
		let digits = 0;
		let whole = 0;
		let fraction = -1;
		for (let at = negative || sign === PLUS ? start + 1 : start; at < end; at++) {
			const byte = bytes[at] ?? 0;
			if (byte === DOT && fraction < 0) {
				fraction = 0;
				continue;
			}
			if (byte < 0x30 || byte > 0x39) return this.fault('AMOUNT_INVALID', element, component);
			digits++;
			if (fraction < 0) whole++;
			if (fraction >= decimals) {
				if (byte !== 0x30) return this.fault('AMOUNT_PRECISION', element, component);
				continue;
			}
			minor = minor * 10 + byte - 0x30;
			if (fraction >= 0) fraction++;
			if (minor > 10 ** MOST_DIGITS) return this.fault('AMOUNT_TOO_LARGE', element, component);
		}
		if (digits === 0) return this.fault('AMOUNT_INVALID', element, component);
		const missing = decimals - Math.max(fraction, 0);
		if (missing > 0) minor *= 10 ** missing;
		if (minor >= 10 ** MOST_DIGITS) return this.fault('AMOUNT_TOO_LARGE', element, component);
		if (negative && minor > 0 && !signed) return this.fault('AMOUNT_NEGATIVE', element, component);
		this.minor = negative && minor > 0 ? -minor : minor;
		const isExact = end - start === whole + (decimals > 0 ? decimals + 1 : 0) && digits === whole + decimals;
		const isPlain = isExact && whole > 0 && (whole === 1 || bytes[start] !== ZERO);
		return isPlain ? this.text.slice(start, end) : writeMinor(this.minor, decimals);
	}
}

const daysInMonth = (year: number, month: number) => {
	if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
	return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
};

const withoutControls = (text: string) => text.replace(/\p{Cc}/gu, '');

/** Minor units as the decimal text of their currency: `12345` with two decimals is `123.45`. */
export function writeMinor(minor: number, decimals: number): string {
	const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
	const sign = minor < 0 ? '-' : '';
	if (decimals === 0) return sign + digits;
	return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
