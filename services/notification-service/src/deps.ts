import { createRateLimiter } from '@claims-askes/chassis/http/rate-limit';
import type { Platform } from '@claims-askes/chassis/platform';
import { openChannels } from './channels/open-channels';
import type { Settings } from './config';
import { notificationsRepository } from './repositories/notifications.repository';
import { preferencesRepository } from './repositories/preferences.repository';
import { templatesRepository } from './repositories/templates.repository';
import { webhooksRepository } from './repositories/webhooks.repository';
import type { Deps } from './usecases/deps';
import { secretBox } from './usecases/secret-box';

/** Whoever may subscribe an address must not be able to have it flooded. */
const TESTS_PER_SECOND = 2;

/** What requests and the dispatcher both work with. */
export const depsOf = (platform: Platform, config: Settings): Deps => ({
	platform,
	notifications: notificationsRepository(platform.sql),
	preferences: preferencesRepository(platform.sql),
	templates: templatesRepository(platform.sql),
	webhooks: webhooksRepository(platform.sql),
	channels: openChannels(config, platform.now),
	testLimit: createRateLimiter(TESTS_PER_SECOND, platform.config.REDIS_URL),
	secrets: secretBox(config.WEBHOOK_SECRETS_KEYS),
	defaultLocale: config.DEFAULT_LOCALE,
});
