import { z } from 'zod';

/** A setting that holds JSON, as a list of users or days by kind. */
export const jsonSetting = <T extends z.ZodType>(schema: T) =>
	z
		.string()
		.transform((text, context): unknown => {
			try {
				return JSON.parse(text);
			} catch {
				context.addIssue({ code: 'custom', message: 'is not JSON' });
				return z.NEVER;
			}
		})
		.pipe(schema);
