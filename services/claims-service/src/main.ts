import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';
import { hears } from './events';
import { documentFiles } from './usecases/fhir/exports/export-files';
import { startExports } from './usecases/fhir/exports/start-exports';

await startService({
	name: 'claims-service',
	settings,
	buildApp,
	hears,
	background: async (platform, { EXPORT_KEPT_HOURS, EXPORT_POLL_MS }) =>
		startExports(platform, { files: documentFiles(platform), keptHours: EXPORT_KEPT_HOURS }, EXPORT_POLL_MS),
});
