import { z } from 'zod';
import { SignedAmount, SignedQuantity, text } from './primitives';

/** Who bears an adjusted amount: provider (CO), patient (PR), payer's own reason (PI), nobody (OA), correction (CR). */
export const AdjustmentGroup = z
	.enum(['CO', 'PR', 'OA', 'PI', 'CR'])
	.meta({ id: 'AdjustmentGroup', description: 'Claim adjustment group code: who bears the amount' });

/**
 * Why less was paid than billed: CAS of the 835 and of the 837’s loops 2320 and 2430. `amount` is taken off; a
 * negative one adds to what is paid.
 */
export const Adjustment = z
	.strictObject({
		group: AdjustmentGroup.describe('Claim adjustment group code'),
		carc: text(5).describe('Claim adjustment reason code'),
		amount: SignedAmount.describe('What is taken off; negative adds to what is paid'),
		quantity: SignedQuantity.optional().describe('Units that the adjustment is about'),
	})
	.meta({ id: 'Adjustment', description: 'Why less was paid than billed (CAS)' });

export type AdjustmentGroup = z.infer<typeof AdjustmentGroup>;
export type Adjustment = z.infer<typeof Adjustment>;
