import { DatabaseSettings } from '@claims-askes/chassis/config';
import { z } from 'zod';
import { LOCALES } from './domain/template';

const Flag = z.enum(['true', 'false']).transform((word) => word === 'true');

export const settings = z.object({
	...DatabaseSettings.shape,
	/** Without it nothing goes out by e-mail, and what would have is logged. */
	SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
	MAIL_FROM: z.string().default('Claims-Askes <no-reply@localhost>'),
	DEFAULT_LOCALE: z.enum(LOCALES).default('en'),
	/** Webhooks to the own network, and without TLS: for a developer's machine. */
	WEBHOOK_ALLOW_PRIVATE: Flag.default(false),
	WEBHOOK_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
	/** 32 bytes in base64, the newest first: webhooks' secrets are sealed with it. Unset, they lie in the schema as they are. */
	WEBHOOK_SECRETS_KEYS: z
		.string()
		.transform((text) => text.split(','))
		.pipe(z.array(z.base64().length(44)).min(1))
		.optional(),
	NOTIFICATION_RETENTION_DAYS: z.coerce.number().int().min(1).default(400),
});
export type Settings = z.infer<typeof settings>;
