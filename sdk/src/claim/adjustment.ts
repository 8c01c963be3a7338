import { z } from 'zod';
import { SignedAmount, SignedQuantity, text } from './primitives';

/** Who bears an adjusted amount: provider (CO), patient (PR), payer's own reason (PI), nobody (OA), correction (CR). */
export const AdjustmentGroup = z.enum(['CO', 'PR', 'OA', 'PI', 'CR']).meta({ id: 'AdjustmentGroup' });

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
