import { DatabaseSettings } from '@claims-askes/chassis/config';
import { z } from 'zod';

export const settings = z.object({
	...DatabaseSettings.shape,
	/** How often to look for work that waits in the background, besides being told of it. */
	BACKGROUND_POLL_MS: z.coerce.number().int().min(50).default(2_000),
});
