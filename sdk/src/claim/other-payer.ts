import { z } from 'zod';
import { Adjustment } from './adjustment';
import { ProcedureSystem } from './claim-line';
import { Payer, PayerResponsibility, Subscriber } from './parties';
import { Amount, CalendarDate, Quantity, SignedAmount, text } from './primitives';

/** What another payer decided on one line of this claim. */
export const OtherPayerLine = z
	.strictObject({
		number: z.int().min(1).max(999_999).meta({ description: 'the line of this claim' }),
		paid: SignedAmount,
		procedure_code: text(48).optional(),
		revenue_code: text(48).optional(),
		code_system: ProcedureSystem.optional(),
		modifiers: z.array(text(2)).max(4).optional(),
		units: Quantity.optional(),
		bundled_into: z.int().min(1).max(999_999).optional(),
		paid_date: CalendarDate.optional(),
		patient_responsibility: SignedAmount.optional(),
		adjustments: z.array(Adjustment).max(99),
	})
	.meta({ id: 'OtherPayerLine' });

/** Coordination of benefits: another payer of the same care, and what it paid if it already has. */
export const OtherPayer = z
	.strictObject({
		responsibility: PayerResponsibility.optional(),
		payer: Payer,
		subscriber: Subscriber,
		claim_number: text(50).optional().meta({ description: 'the other payer’s own number for the claim' }),
		paid: SignedAmount.optional(),
		allowed: Amount.optional(),
		patient_responsibility: Amount.optional(),
		non_covered: Amount.optional(),
		paid_date: CalendarDate.optional(),
		benefits_assigned: z.enum(['yes', 'no', 'not_applicable']).optional(),
		release_of_information: text(1).optional(),
		adjustments: z.array(Adjustment).max(99),
		lines: z.array(OtherPayerLine).max(9_990),
	})
	.meta({ id: 'OtherPayer' });

export type OtherPayerLine = z.infer<typeof OtherPayerLine>;
export type OtherPayer = z.infer<typeof OtherPayer>;
