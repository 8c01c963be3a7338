/** An exact decimal: `digits` divided by ten to the power of `scale`. */
export interface Decimal {
	readonly digits: bigint;
	readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d{1,60})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,3}))?$/;
/** No amount and no quantity needs more; it keeps a hostile exponent from making a number of a million digits. */
const MOST_SHIFT = 60;
/** The cap of every amount: the engine multiplies up to here without overflow. */
const MOST_MINOR = 10n ** 13n;

export type AmountFault = 'AMOUNT_PRECISION' | 'AMOUNT_TOO_LARGE';

export function parseDecimal(text: string): Decimal | undefined {
	const [isDecimal, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
	if (isDecimal === undefined || Math.abs(Number(exponent)) > MOST_SHIFT) return undefined;
	const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
	const scale = fraction.length - Number(exponent);
	return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

export const multiply = (a: Decimal, b: Decimal): Decimal => ({
	digits: a.digits * b.digits,
	scale: a.scale + b.scale,
});

/** In minor units of a currency with so many decimals; nothing is ever rounded. */
export function toMinor({ digits, scale }: Decimal, decimals: number): bigint | AmountFault {
	const shift = decimals - scale;
	const unit = 10n ** BigInt(Math.abs(shift));
	if (shift < 0 && digits % unit !== 0n) return 'AMOUNT_PRECISION';
	const minor = shift < 0 ? digits / unit : digits * unit;
	return minor >= MOST_MINOR || minor <= -MOST_MINOR ? 'AMOUNT_TOO_LARGE' : minor;
}

/** Minor units as the decimal text of their currency: `12345` with two decimals is `123.45`. */
export function writeMinor(minor: bigint, decimals: number): string {
	const sign = minor < 0n ? '-' : '';
	const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0');
	return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
