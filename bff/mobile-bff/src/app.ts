import { createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { mobileRoutes } from './api/v1/mobile.routes';

export const buildApp = (platform: Platform) =>
	createApp(
		platform,
		{ title: 'Mobile BFF', description: 'The little that a phone shows, in one round trip.' },
		[mobileRoutes(platform)],
	);
