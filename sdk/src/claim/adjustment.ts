import { z } from 'zod';
import { SignedAmount, SignedQuantity, text } from './primitives';

/** Who bears an adjusted amount: provider (CO), patient (PR), payer's own reason (PI), nobody (OA), correction (CR). */
export const AdjustmentGroup = z.enum(['CO', 'PR', 'OA', 'PI', 'CR']).meta({ id: 'AdjustmentGroup' });

/**
 * Why less was paid than billed: CAS of the 835 and of the 837’s loops 2320 and 2430. `amount` is taken off; a
 * negative one adds to what is paid.
 */
export const Adjustment = z
	.strictObject({
		group: AdjustmentGroup,
		carc: text(5),
		amount: SignedAmount,
		quantity: SignedQuantity.optional(),
	})
	.meta({ id: 'Adjustment' });

export type AdjustmentGroup = z.infer<typeof AdjustmentGroup>;
export type Adjustment = z.infer<typeof Adjustment>;
