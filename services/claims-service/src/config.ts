import { readFileSync } from 'node:fs';
import { DatabaseSettings } from '@claims-askes/chassis/config';
import { PayerRules } from '@claims-askes/sdk/claim';
import { YAML } from 'bun';
import { z } from 'zod';
import { SOFT_FAULTS, type SoftFault } from './domain/intake/examine-claim';

/** Codes, separated by commas: `NPI_CHECK_DIGIT,DIAGNOSIS_UNKNOWN`. */
const SoftFaults = z
	.string()
	.transform((codes) => codes.split(','))
	.pipe(z.array(z.enum(SOFT_FAULTS)))
	.transform((codes): ReadonlySet<SoftFault> => new Set(codes));

/** A file in YAML or JSON; what is wrong with it is told with the other mistakes of the settings. */
const PayerRulesFile = z.string().transform((path, context): PayerRules => {
	try {
		return PayerRules.parse(YAML.parse(readFileSync(path, 'utf8')));
	} catch (error) {
		context.addIssue({
			code: 'custom',
			message: `${path} holds no payer rules: ${(error as Error).message}`,
		});
		return z.NEVER;
	}
});

export const settings = z.object({
	...DatabaseSettings.shape,
	/** The faults for which this payer only wants to be warned; by default each of them rejects the claim. */
	INTAKE_WARN_ONLY: SoftFaults.default(new Set<SoftFault>()),
	/** The payer's own rules (SNIP 7), which each claim is held against at the door. */
	PAYER_RULES_FILE: PayerRulesFile.optional(),
});
export type Settings = z.infer<typeof settings>;
