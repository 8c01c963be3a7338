import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { notificationsRoutes } from './api/v1/notifications.routes';
import { preferencesRoutes } from './api/v1/preferences.routes';
import { templatesRoutes } from './api/v1/templates.routes';
import { webhooksRoutes } from './api/v1/webhooks.routes';
import type { Settings } from './config';
import { depsOf } from './deps';

export function buildApp(platform: Platform, config: Settings): App {
	const deps = depsOf(platform, config);
	return createApp(
		platform,
		{
			title: 'Notifications',
			description: 'Who is told what, by which channel and in which words, and whether it arrived.',
		},
		[notificationsRoutes(deps), preferencesRoutes(deps), templatesRoutes(deps), webhooksRoutes(deps)],
	);
}
