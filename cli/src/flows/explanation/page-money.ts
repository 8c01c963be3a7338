import { formatAmount, type Minor, parseAmount } from '@claims-askes/kernel/money';

/** Reads and writes the amounts of one page, all in the currency of its decision. */
export interface PageMoney {
	read(text: string): Minor;
	/** With its thousands apart. */
	write(amount: number): string;
}

/** The precision is that in which the decision's own amounts are written. */
export function pageMoney(anAmount: string): PageMoney {
	const decimals = anAmount.split('.')[1]?.length ?? 0;
	return {
		read: (text) => parseAmount(text, decimals),
		write: (amount) => withThousands(formatAmount(amount as Minor, decimals)),
	};
}

/** A number of any length, its thousands apart. */
export function withThousands(text: string): string {
	const [whole = '', ...fraction] = text.split('.');
	return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}
