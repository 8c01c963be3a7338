import { currencyDecimals } from '../claim';
import type { Cursor } from './cursor';
import { type Decimal, multiply, parseDecimal, toMinor, writeMinor } from './decimal';

const DOLLARS = 'USD';
const CURRENCY = /^[A-Z]{3}$/;

/** The amounts of one claim: all of one currency, exact to its last decimal, and in minor units while they add up. */
export class ClaimMoney {
	readonly currency: string;
	private readonly decimals: number;

	constructor(claim: Cursor, fallback: string | undefined) {
		const named = claim.field('total').peek('currency') ?? firstCurrency(claim);
		if (named === undefined && fallback === undefined && hasAmount(claim))
			claim.warn('CURRENCY_ASSUMED', DOLLARS);
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
		const minor = decimal ? toMinor(decimal, this.decimals) : 'AMOUNT_TOO_LARGE';
		if (typeof minor === 'string') at.report(minor, undefined, text);
		else if (minor < 0n) at.report('AMOUNT_NEGATIVE', undefined, text);
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

const hasAmount = (claim: Cursor): boolean =>
	claim.field('total').isThere ||
	claim.items('item').some((item) => item.field('net').isThere || item.field('unitPrice').isThere);

function firstCurrency(claim: Cursor): string | undefined {
	for (const item of claim.items('item')) {
		const named = item.field('net').peek('currency') ?? item.field('unitPrice').peek('currency');
		if (named !== undefined) return named;
	}
	return undefined;
}
