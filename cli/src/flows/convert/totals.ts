import { decimalsOf } from '@claims-askes/kernel/currency';
import type { CanonicalClaim, Remittance } from '@claims-askes/sdk/claim';
import type { DocumentName } from '@claims-askes/sdk/ndjson';

/** What was read comes to: exact, and in minor units that no file can overflow. */
export class Totals {
	claims = 0;
	lines = 0;
	readonly #charges = new Map<string, bigint>();
	readonly #paid = new Map<string, bigint>();

	add(name: DocumentName, document: unknown): void {
		if (name === 'claim') this.addClaim(document as CanonicalClaim);
		if (name !== 'remittance') return;
		const { currency, claims } = document as Remittance;
		for (const { paid } of claims) sum(this.#paid, currency, paid);
	}

	addClaim({ currency, total_charge, lines }: CanonicalClaim): void {
		this.claims++;
		this.lines += lines.length;
		sum(this.#charges, currency, total_charge);
	}

	get charges(): Readonly<Record<string, string>> {
		return written(this.#charges);
	}

	/** What remittances pay for claims. */
	get paid(): Readonly<Record<string, string>> {
		return written(this.#paid);
	}
}

const SCALE = 4;
const DECIMAL = /^(-?)(\d{1,20})(?:\.(\d{1,4}))?$/;

/** In ten-thousandths, which is as fine as an amount may be. What is no amount counts nothing: its claim is refused. */
function sum(sums: Map<string, bigint>, currency: string, amount: string): void {
	const [, sign, whole, decimals = ''] = DECIMAL.exec(amount) ?? [];
	if (whole === undefined) return;
	const value = BigInt(whole + decimals.padEnd(SCALE, '0'));
	sums.set(currency, (sums.get(currency) ?? 0n) + (sign ? -value : value));
}

function written(sums: ReadonlyMap<string, bigint>): Record<string, string> {
	return Object.fromEntries(
		[...sums].map(([currency, total]) => [currency, write(total, decimalsOf(currency))]),
	);
}

function write(total: bigint, decimals: number): string {
	const digits = (total < 0n ? -total : total).toString().padStart(SCALE + 1, '0');
	const [whole, fraction] = [digits.slice(0, -SCALE), digits.slice(-SCALE)];
	// More decimals than the currency has are shown where there are any: a sum is never rounded.
	const kept = fraction.replace(/0+$/, '').padEnd(decimals, '0');
	return `${total < 0n ? '-' : ''}${whole}${kept ? `.${kept}` : ''}`;
}
