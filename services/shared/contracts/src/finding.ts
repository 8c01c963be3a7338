import { decimalsOf, isKnownCurrency } from '@claims-askes/kernel/currency';
import { LARGEST_AMOUNT } from '@claims-askes/kernel/money';
import { z } from 'zod';

/** What is wrong in a document, and where: `benefits.dental.limits.1.id`. A shape's mistakes and contradictions alike. */
export const Finding = z
	.strictObject({ path: z.string(), code: z.string(), message: z.string() })
	.meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;

export type Path = readonly (string | number)[];

export const findingAt = (path: readonly PropertyKey[], code: string, message: string): Finding => ({
	path: path.map(String).join('.'),
	code,
	message,
});

/** The mistakes of a document's shape, a field too many at its own place; never the value that was sent. */
export const shapeFindings = ({ issues }: z.ZodError): Finding[] =>
	issues.flatMap((issue) =>
		issue.code === 'unrecognized_keys'
			? issue.keys.map((key) =>
					findingAt([...issue.path, key], 'UNKNOWN_FIELD', 'there is no such setting here'),
				)
			: findingAt(issue.path, 'INVALID', issue.message),
	);

export type AmountCheck = (path: Path, amount: string | undefined) => Finding[];

/** Finds an amount with more decimals than its currency has, which nobody could pay, and one that is more than any amount. */
export function amountCheckIn(currency: string): AmountCheck {
	const decimals = decimalsOf(currency);
	return (path, amount = '0') => {
		if ((amount.split('.')[1] ?? '').length > decimals)
			return [
				findingAt(path, 'AMOUNT_TOO_PRECISE', `an amount in ${currency} has at most ${decimals} decimals`),
			];
		return Number(amount) * 10 ** decimals > LARGEST_AMOUNT
			? [findingAt(path, 'AMOUNT_TOO_LARGE', 'an amount has at most 10^13 minor units')]
			: [];
	};
}

/** Finds a currency that nobody pays in: what its amounts mean could only be guessed. */
export const unknownCurrency = (currency: string): Finding[] =>
	isKnownCurrency(currency)
		? []
		: [findingAt(['currency'], 'CURRENCY_UNKNOWN', 'ISO 4217 has no such currency')];

/** Finds a percentage of more than the whole. */
export const overWhole = (path: Path, percent: number | string | undefined): Finding[] =>
	percent !== undefined && Number(percent) > 100
		? [findingAt(path, 'PERCENT_OVER_100', 'a part is at most 100 percent')]
		: [];

/** Finds what was named a second time in a list. */
export function repeated(path: Path, names: readonly string[], code: string, message: string): Finding[] {
	return names.flatMap((name, at) =>
		names.indexOf(name) < at ? [findingAt([...path, at], code, message)] : [],
	);
}
