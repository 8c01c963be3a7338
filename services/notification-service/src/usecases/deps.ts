import type { RateLimiter } from '@claims-askes/chassis/http/rate-limit';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Locale } from '../domain/template';
import type { NotificationsRepository } from '../repositories/notifications.repository';
import type { PreferencesRepository } from '../repositories/preferences.repository';
import type { TemplatesRepository } from '../repositories/templates.repository';
import type { WebhooksRepository } from '../repositories/webhooks.repository';
import type { Channels } from './channels';
import type { SecretBox } from './secret-box';

export interface Deps {
	readonly platform: Platform;
	readonly notifications: NotificationsRepository;
	readonly preferences: PreferencesRepository;
	readonly templates: TemplatesRepository;
	readonly webhooks: WebhooksRepository;
	readonly channels: Channels;
	/** How often a webhook may be tested, by its id. */
	readonly testLimit: RateLimiter;
	readonly secrets: SecretBox;
	readonly defaultLocale: Locale;
}
