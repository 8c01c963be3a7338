import { readFileSync } from 'node:fs';
import { DatabaseSettings } from '@claims-askes/chassis/config';
import { ReasonCodeMap, reasonReader } from '@claims-askes/contracts/reason-code-map';
import { YAML } from 'bun';
import { z } from 'zod';
import type { Payer } from './domain/payer';

/** A file in YAML or JSON; what is wrong with it is told with the other mistakes of the settings. */
const ReasonCodesFile = z.string().transform((path, context): ReasonCodeMap => {
	try {
		return ReasonCodeMap.parse(YAML.parse(readFileSync(path, 'utf8')));
	} catch (error) {
		context.addIssue({
			code: 'custom',
			message: `${path} is no map of reason codes: ${(error as Error).message}`,
		});
		return z.NEVER;
	}
});

export const settings = z.object({
	...DatabaseSettings.shape,
	/** Who pays, as remittances and EOBs show it. */
	PAYER_NAME: z.string().default('CLAIMS-ASKES HEALTH PLAN'),
	PAYER_ID: z.string().default('ASKES01'),
	/** The payer's own reason codes, which EOBs then show beside the CARCs. */
	REASON_CODES_FILE: ReasonCodesFile.optional(),
});

export type PaymentConfig = z.infer<typeof settings>;

export const payerOf = ({ PAYER_NAME, PAYER_ID, REASON_CODES_FILE: map }: PaymentConfig): Payer => ({
	name: PAYER_NAME,
	id: PAYER_ID,
	localReason: map ? reasonReader(map) : () => null,
});
