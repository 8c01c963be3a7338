import { DatabaseSettings } from '@claims-askes/chassis/config';
import { fileSetting } from '@claims-askes/chassis/file-setting';
import { PayerRules } from '@claims-askes/sdk/claim';
import { z } from 'zod';
import { SOFT_FAULTS, type SoftFault } from './domain/intake/examine-claim';

/** Codes, separated by commas: `NPI_CHECK_DIGIT,DIAGNOSIS_UNKNOWN`. */
const SoftFaults = z
	.string()
	.transform((codes) => codes.split(','))
	.pipe(z.array(z.enum(SOFT_FAULTS)))
	.transform((codes): ReadonlySet<SoftFault> => new Set(codes));

export const settings = z.object({
	...DatabaseSettings.shape,
	/** The faults for which this payer only wants to be warned; by default each of them rejects the claim. */
	INTAKE_WARN_ONLY: SoftFaults.default(new Set<SoftFault>()),
	/** How long a prepared export can be fetched. */
	EXPORT_KEPT_HOURS: z.coerce.number().int().min(1).max(40).default(24),
	/** How often to look for exports that wait, besides being told of them. */
	EXPORT_POLL_MS: z.coerce.number().int().min(50).default(5_000),
	/** The payer's own rules (SNIP 7), which each claim is held against at the door. */
	PAYER_RULES_FILE: fileSetting(PayerRules, 'holds no payer rules').optional(),
});
export type Settings = z.infer<typeof settings>;
