import { DatabaseSettings } from '@claims-askes/chassis/config';
import { fileSetting } from '@claims-askes/chassis/file-setting';
import { ReasonCodeMap, reasonReader } from '@claims-askes/contracts/reason-code-map';
import { z } from 'zod';
import type { Payer } from './domain/payer';

export const settings = z.object({
	...DatabaseSettings.shape,
	/** Who pays, as remittances and EOBs show it. */
	PAYER_NAME: z.string().default('CLAIMS-ASKES HEALTH PLAN'),
	PAYER_ID: z.string().default('ASKES01'),
	/** The payer's own reason codes, which EOBs then show beside the CARCs. */
	REASON_CODES_FILE: fileSetting(ReasonCodeMap, 'is no map of reason codes').optional(),
});

export type PaymentConfig = z.infer<typeof settings>;

export const payerOf = ({ PAYER_NAME, PAYER_ID, REASON_CODES_FILE: map }: PaymentConfig): Payer => ({
	name: PAYER_NAME,
	id: PAYER_ID,
	localReason: map ? reasonReader(map) : () => null,
});
