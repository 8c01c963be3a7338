import { z } from 'zod';
import { ClaimSource } from './claim-source';
import { EnrolmentParty } from './enrolment';
import { Person } from './parties';
import { CalendarDate, Currency, SignedAmount, text } from './primitives';
import { PaymentMethod } from './remittance';

/** One sum inside a premium payment: for an invoice, a member, or a programme. */
export const PremiumItem = z
	.strictObject({
		qualifier: text(3).meta({
			description: 'X12 code list 128: IK invoice, AZ policy, APTC and CSR programmes',
		}),
		reference: text(80).optional(),
		paid: SignedAmount.optional(),
		billed: SignedAmount.optional(),
		member: Person.optional(),
		references: z
			.array(z.strictObject({ qualifier: text(3), value: text(80) }))
			.max(99)
			.optional(),
		period_from: CalendarDate.optional(),
		period_through: CalendarDate.optional(),
		adjustments: z
			.array(z.strictObject({ amount: SignedAmount, reason: text(2), reference: text(80).optional() }))
			.max(99)
			.optional(),
	})
	.meta({ id: 'PremiumItem' });

/** A premium as it is paid (820). */
export const PremiumPayment = z
	.strictObject({
		currency: Currency,
		amount: SignedAmount,
		method: PaymentMethod,
		date: CalendarDate.optional(),
		trace_number: text(50).optional(),
		receiver: EnrolmentParty,
		remitter: EnrolmentParty,
		references: z
			.array(z.strictObject({ qualifier: text(3), value: text(80) }))
			.max(99)
			.optional(),
		items: z.array(PremiumItem).max(200_000),
		source: ClaimSource.optional(),
	})
	.meta({ id: 'PremiumPayment' });

export type PremiumItem = z.infer<typeof PremiumItem>;
export type PremiumPayment = z.infer<typeof PremiumPayment>;
