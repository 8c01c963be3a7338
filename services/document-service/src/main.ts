import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';
import { uploadsRepository } from './repositories/uploads.repository';
import { openStore } from './storage/open-store';
import { startJanitor } from './usecases/start-janitor';

await startService({
	name: 'document-service',
	settings,
	buildApp,
	background: (platform, config) =>
		startJanitor(
			{ platform, uploads: uploadsRepository(platform.sql), store: openStore(config) },
			config.DOCUMENT_RETENTION_DAYS,
		),
});
