import { z } from 'zod';
import { Adjustment } from './adjustment';
import { ProcedureSystem } from './claim-line';
import { Payer, PayerResponsibility, Subscriber } from './parties';
import { Amount, CalendarDate, Quantity, SignedAmount, text } from './primitives';

/** What another payer decided on one line of this claim. */
export const OtherPayerLine = z
	.strictObject({
		number: z.int().min(1).max(999_999).meta({ description: 'the line of this claim' }),
		paid: SignedAmount.describe('Amount that the other payer paid for the line'),
		procedure_code: text(48).optional().describe('Procedure code that was adjudicated'),
		revenue_code: text(48).optional().describe('Revenue code that was adjudicated'),
		code_system: ProcedureSystem.optional().describe('System of the procedure code'),
		modifiers: z.array(text(2)).max(4).optional().describe('Procedure modifiers that were adjudicated'),
		units: Quantity.optional().describe('Paid units of service'),
		bundled_into: z.int().min(1).max(999_999).optional().describe('Line that this one was bundled into'),
		paid_date: CalendarDate.optional().describe('Date of adjudication or payment'),
		patient_responsibility: SignedAmount.optional().describe('Remaining patient liability on the line'),
		adjustments: z.array(Adjustment).max(99).describe('Adjustments of the line'),
	})
	.meta({ id: 'OtherPayerLine', description: 'What another payer decided on one line of this claim' });

/** Coordination of benefits: another payer of the same care, and what it paid if it already has. */
export const OtherPayer = z
	.strictObject({
		responsibility: PayerResponsibility.optional().describe('Place in line: primary, secondary and so on'),
		payer: Payer.describe('The other payer'),
		subscriber: Subscriber.describe('Who holds the policy with the other payer'),
		claim_number: text(50).optional().meta({ description: 'the other payer’s own number for the claim' }),
		paid: SignedAmount.optional().describe('Amount that the other payer paid on the claim'),
		allowed: Amount.optional().describe('Amount that the other payer allowed'),
		patient_responsibility: Amount.optional().describe('Remaining patient liability'),
		non_covered: Amount.optional().describe('Total non-covered amount'),
		paid_date: CalendarDate.optional().describe('Date of adjudication or payment'),
		benefits_assigned: z
			.enum(['yes', 'no', 'not_applicable'])
			.optional()
			.describe('Whether the benefits are assigned to the provider'),
		release_of_information: text(1).optional().describe('Release of information code (OI06)'),
		adjustments: z.array(Adjustment).max(99).describe('Adjustments of the claim as a whole'),
		lines: z.array(OtherPayerLine).max(9_990).describe('What it decided line by line'),
	})
	.meta({ id: 'OtherPayer', description: 'Coordination of benefits: another payer of the same care' });

export type OtherPayerLine = z.infer<typeof OtherPayerLine>;
export type OtherPayer = z.infer<typeof OtherPayer>;
