import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';
import { hears } from './events';
import { gatherFactsOf } from './usecases/facts/gather-facts';
import { startReadjudication } from './usecases/start-readjudication';

await startService({
	name: 'adjudication-service',
	settings,
	buildApp,
	hears,
	needs: ['claims-service', 'member-service', 'provider-service', 'benefit-service', 'policy-service'],
	background: async (platform, config) =>
		startReadjudication(platform, gatherFactsOf(platform), config.READJUDICATION_POLL_MS),
});
