import { DatabaseSettings } from '@claims-askes/chassis/config';
import { z } from 'zod';

export const settings = z.object({
	...DatabaseSettings.shape,
	/** How often to look for claims that wait to be decided again, besides being told. */
	READJUDICATION_POLL_MS: z.coerce.number().int().min(50).default(2_000),
});
