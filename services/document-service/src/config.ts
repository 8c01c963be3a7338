import { DatabaseSettings } from '@claims-askes/chassis/config';
import { jsonSetting } from '@claims-askes/chassis/json-setting';
import { z } from 'zod';
import { DOCUMENT_KIND } from './domain/document';

const Days = z.int().min(1).max(36_500);

export const settings = z.object({
	...DatabaseSettings.shape,
	/** Where documents lie, or where they pass through on their way to S3. */
	DOCUMENT_DIR: z.string().min(1),
	DOCUMENT_MAX_BYTES: z.coerce.number().int().positive().default(104_857_600),
	/** Days by kind, as {"receipt": 730}; ten years unless said. */
	DOCUMENT_RETENTION_DAYS: jsonSetting(z.record(z.string().regex(DOCUMENT_KIND), Days)).default({}),
	S3_ENDPOINT: z.url().optional(),
	S3_REGION: z.string().optional(),
	S3_BUCKET: z.string().optional(),
	S3_ACCESS_KEY_ID: z.string().optional(),
	S3_SECRET_ACCESS_KEY: z.string().optional(),
});
export type Settings = z.infer<typeof settings>;
