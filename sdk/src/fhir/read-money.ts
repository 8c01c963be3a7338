import { currencyDecimals } from '../claim';
import type { Cursor } from './cursor';
import { type Decimal, multiply, parseDecimal, toMinor, writeMinor } from './decimal';

const DOLLARS = 'USD';
const CURRENCY = /^[A-Z]{3}$/;
/** Of what is no decimal that could be worked with: small beyond all coins, and not large. */
const TOO_FINE = /e-|\.\d{61}/i;

interface MoneyOptions {
	/** Every amount that may name the currency, the one that counts first. */
	readonly amounts?: (resource: Cursor) => Iterable<Cursor>;
	/** Whether an amount may be less than nothing. */
	readonly isSigned?: boolean;
}

/** The amounts of one claim or of one answer: all of one currency, exact to its last decimal, and in minor units while they add up. */
export class ClaimMoney {
	readonly currency: string;
	private readonly decimals: number;
	private readonly isSigned: boolean;

	constructor(
		claim: Cursor,
		fallback: string | undefined,
		{ amounts = amountsOfClaim, isSigned = false }: MoneyOptions = {},
	) {
		const { named, hasAmount } = findCurrency(amounts(claim));
		if (named === undefined && fallback === undefined && hasAmount) claim.warn('CURRENCY_ASSUMED', DOLLARS);
		this.isSigned = isSigned;
		this.currency = named !== undefined && CURRENCY.test(named) ? named : (fallback ?? DOLLARS);
		this.decimals = currencyDecimals(this.currency);
	}

	/** A Money field, or nothing where there is none or where it is wrong and was reported. */
	read(money: Cursor): bigint | undefined {
		if (!money.isThere) return undefined;
		this.checkCurrency(money);
		const value = money.number('value');
		return value && this.inMinor(money.field('value'), value.text, parseDecimal(value.text));
	}

	/** What a line comes to when it names a price for each unit. */
	multiply(price: Cursor, factors: readonly (string | undefined)[]): bigint | undefined {
		const value = price.number('value');
		if (!value) return undefined;
		this.checkCurrency(price);
		let product = parseDecimal(value.text);
		for (const factor of factors) {
			const times = factor === undefined ? undefined : parseDecimal(factor);
			if (product && times) product = multiply(product, times);
		}
		return this.inMinor(price.field('value'), value.text, product);
	}

	write(minor: bigint): string {
		return writeMinor(minor, this.decimals);
	}

	private inMinor(at: Cursor, text: string, decimal: Decimal | undefined): bigint | undefined {
		const minor = decimal
			? toMinor(decimal, this.decimals)
			: TOO_FINE.test(text)
				? 'AMOUNT_PRECISION'
				: 'AMOUNT_TOO_LARGE';
		if (typeof minor === 'string') at.report(minor, undefined, text);
		else if (minor < 0n && !this.isSigned) at.report('AMOUNT_NEGATIVE', undefined, text);
		else return minor;
		return undefined;
	}

	private checkCurrency(money: Cursor): void {
		const currency = money.text('currency', 100);
		if (currency === undefined || currency === this.currency) return;
		const code = CURRENCY.test(currency) ? 'CURRENCY_MIXED' : 'CURRENCY_INVALID';
		money.field('currency').report(code, undefined, currency);
	}
}

function* amountsOfClaim(claim: Cursor): Generator<Cursor> {
	yield claim.field('total');
	for (const item of claim.items('item')) {
		yield item.field('net');
		yield item.field('unitPrice');
	}
}

function findCurrency(amounts: Iterable<Cursor>): { named?: string; hasAmount: boolean } {
	let hasAmount = false;
	for (const amount of amounts) {
		const named = amount.peek('currency');
		if (named !== undefined) return { named, hasAmount: true };
		hasAmount ||= amount.isThere;
	}
	return { hasAmount };
}
