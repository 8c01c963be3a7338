import { z } from 'zod';

/** A BFF owns no data: what every process has is enough. */
export const settings = z.object({});
