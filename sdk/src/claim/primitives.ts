import { z } from 'zod';

/**
 * An exact decimal in the currency's own precision, as text: at most thirteen digits, the cap on minor units
 * that the engine can multiply without overflow. Negative amounts exist only where a schema says `SignedAmount`.
 */
export const Amount = z
	.string()
	.regex(
		/^(?=[\d.]{1,14}$)(?:0|[1-9]\d{0,12})(?:\.\d{1,4})?$/,
		'an amount such as "150.00", of at most 13 digits',
	)
	.meta({ id: 'Amount', examples: ['150.00'] });

/** An `Amount` that may be negative, as of a reversal, a recovery or an interest. */
export const SignedAmount = z
	.string()
	.regex(
		/^-?(?=[\d.]{1,14}$)(?:0|[1-9]\d{0,12})(?:\.\d{1,4})?$/,
		'an amount such as "-12.50", of at most 13 digits',
	)
	.meta({ id: 'SignedAmount', examples: ['-12.50'] });

/** Most counts are whole, and writing a number out to look at its decimals costs more than all else about it. */
const hasThreeDecimals = (value: number): boolean =>
	Number.isInteger(value) || Number(value.toFixed(3)) === value;

/** A count of units, days or minutes. Twelve digits of which three are decimals stay exact in a JSON number. */
export const Quantity = z
	.number()
	.min(0)
	.max(999_999_999)
	.refine(hasThreeDecimals, 'at most three decimals')
	.meta({ id: 'Quantity', examples: [1, 2.5] });

/** A count that a reversal takes back is negative. */
export const SignedQuantity = z
	.number()
	.min(-999_999_999)
	.max(999_999_999)
	.refine(hasThreeDecimals, 'at most three decimals')
	.meta({ id: 'SignedQuantity' });

/** ISO 8601 has a year 0 before the first; calendars and databases have none. */
export const CalendarDate = z.iso
	.date()
	.refine((written) => !written.startsWith('0000'), 'there is no year 0')
	.meta({ id: 'CalendarDate', examples: ['2026-03-01'] });

/** Hours and minutes of a clock that no time zone came with, as hospitals send them. */
export const ClockTime = z
	.string()
	.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as "09:30"')
	.meta({ id: 'ClockTime' });

/** The alphabetic code of ISO 4217. All amounts of one document are in one currency. */
export const Currency = z
	.string()
	.regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as "USD"')
	.meta({ id: 'Currency' });

/** Text that says something: a blank field is left out, never sent empty. */
export const text = (max: number) => z.string().min(1).max(max);

export type Amount = z.infer<typeof Amount>;
export type SignedAmount = z.infer<typeof SignedAmount>;
export type Quantity = z.infer<typeof Quantity>;
export type SignedQuantity = z.infer<typeof SignedQuantity>;
export type CalendarDate = z.infer<typeof CalendarDate>;
export type ClockTime = z.infer<typeof ClockTime>;
export type Currency = z.infer<typeof Currency>;
