import { type Minor, parseAmount } from '@claims-askes/kernel/money';

/** Reads the amounts of one document, all in one currency. */
export type ReadMoney = (amount: string) => Minor;

export const moneyIn =
	(decimals: number): ReadMoney =>
	(amount) =>
		parseAmount(amount, decimals);

/** Reads an amount where there is one. */
export const readIfGiven = (read: ReadMoney, amount: string | null | undefined): Minor | undefined =>
	amount == null ? undefined : read(amount);

/** Reads every amount of a table. */
export const readEach = (read: ReadMoney, amounts: Readonly<Record<string, string>>): Record<string, Minor> =>
	Object.fromEntries(Object.entries(amounts).map(([key, amount]) => [key, read(amount)]));
