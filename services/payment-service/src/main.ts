import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { payerOf, settings } from './config';
import { hears } from './events';
import { resumeRuns } from './usecases/resume-runs';

await startService({
	name: 'payment-service',
	settings,
	buildApp,
	hears,
	background: (platform, config) => resumeRuns(platform, payerOf(config)),
});
