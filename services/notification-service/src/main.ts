import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';
import { depsOf } from './deps';
import { hears } from './events';
import { startDispatcher } from './usecases/start-dispatcher';

await startService({
	name: 'notification-service',
	settings,
	buildApp,
	hears,
	background: (platform, config) =>
		startDispatcher(depsOf(platform, config), config.NOTIFICATION_RETENTION_DAYS),
});
