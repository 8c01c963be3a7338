import { DatabaseSettings } from '@claims-askes/chassis/config';
import { z } from 'zod';

export const settings = z.object({
	...DatabaseSettings.shape,
	/** Who pays, as remittances and EOBs show it. */
	PAYER_NAME: z.string().default('CLAIMS-ASKES HEALTH PLAN'),
	PAYER_ID: z.string().default('ASKES01'),
});

export type PaymentConfig = z.infer<typeof settings>;
