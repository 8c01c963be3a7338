import { z } from 'zod';

// Without names of their own: the SDK's canonical claim has schemas of the same names in the same documents.

export const Id = z.uuid();
/** ISO 8601 has a year 0 before the first, PostgreSQL has none. */
const hasYear = (written: string): boolean => !written.startsWith('0000');
const NO_YEAR = 'there is no year 0';
export const CalendarDate = z.iso.date().refine(hasYear, NO_YEAR);
export const Instant = z.iso.datetime().refine(hasYear, NO_YEAR);
export const Currency = z
	.string()
	.regex(/^[A-Z]{3}$/)
	.describe('ISO 4217');

/** Whether the provider is paid, or the member, who has paid the bill. */
export const Channel = z.enum(['cashless', 'reimbursement']);
export type Channel = z.infer<typeof Channel>;

/** An exact decimal in the currency's own precision (DESIGN 4.2). */
export const Amount = z
	.string()
	.regex(/^(?:0|[1-9]\d{0,12})(?:\.\d{1,4})?$/)
	.meta({ examples: ['150.00'] });

export const SignedAmount = z
	.string()
	.regex(/^-?(?:0|[1-9]\d{0,12})(?:\.\d{1,4})?$/)
	.meta({ examples: ['-12.50'] });

/** An integer, or a decimal string such as `"12.5"`. */
export const Percent = z
	.union([
		z.int().min(0).max(1_000),
		z
			.string()
			.regex(/^\d{1,4}(\.\d{1,6})?$/)
			.refine((percent) => Number(percent) <= 1_000, 'a percentage is at most 1,000'),
	])
	.describe('an integer, or a decimal as text');

/** Both ends are inside the span; an open end is null. */
export const Span = z.strictObject({ from: CalendarDate, to: CalendarDate.nullable() });

/** A short word that programs compare and people read: `dental`. */
export const Slug = z
	.string()
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
	.max(40);

export const text = (max: number) => z.string().trim().min(1).max(max);
