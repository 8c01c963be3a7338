import { DatabaseSettings } from '@claims-askes/chassis/config';
import { secondApproverAbove } from '@claims-askes/chassis/second-approver-setting';
import { z } from 'zod';

export const settings = z.object({
	...DatabaseSettings.shape,
	/** How often to look for work that waits in the background, besides being told of it. */
	BACKGROUND_POLL_MS: z.coerce.number().int().min(50).default(2_000),
	/** Of what was billed, where a claim is let pass or overridden. */
	SECOND_APPROVER_ABOVE: secondApproverAbove,
	/** How long a change is left alone before the decided claims that it touches are looked for. */
	RECALCULATION_SETTLE_MS: z.coerce.number().int().min(0).max(60_000).default(3_000),
	/** So many days before documents are due that were asked for, and have not come, whoever may have them is reminded; 0: nobody. */
	DOCUMENT_REMINDER_DAYS: z.coerce.number().int().min(0).max(90).default(7),
	/** How long it can be read what a claim for care to come would have been decided to. */
	PREDETERMINATION_RETENTION_DAYS: z.coerce.number().int().min(1).default(730),
	/** The code sets by which claims of plans that name none are judged, with commas: `ncci-ptp,ncci-mue`. */
	CODE_SETS: z
		.string()
		.default('')
		.transform((names) => names.split(/[\s,]+/).filter((name) => name !== '')),
});
