import { z } from 'zod';
import { Amount, CalendarDate, Channel, Currency, Id, Percent, text } from './primitives';

const Code = text(60);

export const Price = z
	.union([
		z.strictObject({ basis: z.enum(['fee', 'per_diem', 'case']), amount: Amount }),
		z.strictObject({ basis: z.literal('percent'), percent: Percent }),
		z.strictObject({ basis: z.literal('capitation') }),
	])
	.meta({ id: 'Price' });
export type Price = z.infer<typeof Price>;

/** What a provider agreed to be paid between two dates. Once published it never changes; another one takes its place. */
export const ContractTerms = z
	.strictObject({
		from: CalendarDate,
		to: CalendarDate.nullable(),
		currency: Currency,
		prices: z.record(Code, Price),
		default: Price.optional(),
		multiple: z.strictObject({ percents: z.array(Percent).min(1), codes: z.array(Code) }).optional(),
		endoscopy: z.record(Code, z.strictObject({ base: Code, codes: z.array(Code) })).optional(),
		case_rate: z
			.union([
				z.strictObject({ amount: Amount, in_full: z.boolean().optional() }),
				z.strictObject({
					by_class: z.record(Code, Amount),
					top_class: Code,
					above_top_percent: Percent,
					in_full: z.boolean().optional(),
				}),
			])
			.optional(),
		claim_discount: Amount.optional().describe('off each claim, after all lines'),
	})
	.meta({ id: 'ContractTerms' });
export type ContractTerms = z.infer<typeof ContractTerms>;

export const ContractFacts = z
	.strictObject({ id: Id, provider_id: Id, terms: ContractTerms })
	.meta({ id: 'ContractFacts' });
export type ContractFacts = z.infer<typeof ContractFacts>;

/** A facility or practitioner as the services that decide about a claim need to know them. */
export const ProviderFacts = z
	.strictObject({
		id: Id,
		kind: z.enum(['facility', 'practitioner']),
		name: text(200),
		npi: z
			.string()
			.regex(/^\d{10}$/)
			.nullable(),
		tax_id: text(40).nullable(),
		status: z.enum(['active', 'ended']),
		licence_to: CalendarDate.nullable(),
		specialties: z.array(Code),
		channels: z.array(Channel),
		/**
		 * The days on which each of its contracts holds, which may end before its terms say. The terms are read once and
		 * kept, for they never change.
		 */
		contracts: z.array(
			z.strictObject({ id: Id, currency: Currency, from: CalendarDate, to: CalendarDate.nullable() }),
		),
	})
	.meta({ id: 'ProviderFacts' });
export type ProviderFacts = z.infer<typeof ProviderFacts>;
