const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
/** The cap of every amount: the engine multiplies up to here without overflow. */
export const MOST_MINOR = 10 ** 13;

export type AmountFault = 'AMOUNT_INVALID' | 'AMOUNT_PRECISION' | 'AMOUNT_TOO_LARGE';

/** A decimal in minor units of its currency, or what is wrong with it. Zeros past the currency's precision are allowed. */
export function parseMinor(
	bytes: Uint8Array,
	from: number,
	to: number,
	decimals: number,
): number | AmountFault {
	const sign = bytes[from];
	let minor = 0;
	let digits = 0;
	let fraction = -1;
	for (let at = sign === MINUS || sign === PLUS ? from + 1 : from; at < to; at++) {
		const byte = bytes[at] ?? 0;
		if (byte === DOT && fraction < 0) {
			fraction = 0;
			continue;
		}
		if (byte < ZERO || byte > NINE) return 'AMOUNT_INVALID';
		digits++;
		if (fraction >= decimals) {
			if (byte !== ZERO) return 'AMOUNT_PRECISION';
			continue;
		}
		minor = minor * 10 + byte - ZERO;
		if (fraction >= 0) fraction++;
		if (minor > MOST_MINOR) return 'AMOUNT_TOO_LARGE';
	}
	if (digits === 0) return 'AMOUNT_INVALID';
	for (let missing = Math.max(fraction, 0); missing < decimals; missing++) minor *= 10;
	if (minor >= MOST_MINOR) return 'AMOUNT_TOO_LARGE';
	return sign === MINUS && minor > 0 ? -minor : minor;
}

/** Whether a parsed amount already looks as we write it: all its decimals, no sign, no zero in front. */
export function isWrittenOut(bytes: Uint8Array, from: number, to: number, decimals: number): boolean {
	const first = bytes[from] ?? 0;
	if (first < ZERO) return false;
	const whole = decimals > 0 ? to - from - decimals - 1 : to - from;
	if (whole < 1 || (first === ZERO && whole > 1)) return false;
	return decimals === 0 ? bytes[to - 1] !== DOT : bytes[from + whole] === DOT;
}

/** Minor units as the decimal text of their currency: `12345` with two decimals is `123.45`. */
export function writeMinor(minor: number, decimals: number): string {
	const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
	const sign = minor < 0 ? '-' : '';
	if (decimals === 0) return sign + digits;
	return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
