import { startCleaning } from '@claims-askes/chassis/cleaning';
import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';
import { hears } from './events';
import { startEndingRequests } from './usecases/end-document-requests';
import { giveUpFactsOfBefore } from './usecases/facts/facts-in-hand';
import { factDeskOf } from './usecases/facts/gather-facts';
import { forgettingPredeterminations } from './usecases/predetermination/forgetting';
import { peerChangeFacts } from './usecases/recalculation/known-numbers';
import { startRecalculation } from './usecases/recalculation/start-recalculation';
import { startReminding } from './usecases/remind-of-documents';
import { startSimulations } from './usecases/simulation/start-simulations';
import { startReadjudication } from './usecases/start-readjudication';
import { startTelling, tellPeer } from './usecases/tell-authorizations';

await startService({
	name: 'adjudication-service',
	settings,
	buildApp,
	hears,
	// While the decisions about some families are stored, those about others are made.
	lanes: { 'claims-service': 2 },
	needs: ['claims-service', 'member-service', 'provider-service', 'benefit-service', 'policy-service'],
	background: async (platform, config) => {
		await giveUpFactsOfBefore(platform, new Date(performance.timeOrigin));
		const stops = [
			startReadjudication(platform, factDeskOf(platform).gatherFacts, config.BACKGROUND_POLL_MS),
			startRecalculation(
				platform,
				{
					gatherFacts: factDeskOf(platform).gatherFacts,
					changeFacts: peerChangeFacts(platform.peers),
					settleMs: config.RECALCULATION_SETTLE_MS,
				},
				config.BACKGROUND_POLL_MS,
			),
			startSimulations(platform, factDeskOf(platform), config.BACKGROUND_POLL_MS),
			startCleaning(forgettingPredeterminations(platform, config.PREDETERMINATION_RETENTION_DAYS)),
			startEndingRequests(platform, config.BACKGROUND_POLL_MS),
			startReminding(platform, config.DOCUMENT_REMINDER_DAYS, config.BACKGROUND_POLL_MS),
			startTelling(platform, tellPeer(platform), config.BACKGROUND_POLL_MS),
		];
		return async () => void (await Promise.all(stops.map((stop) => stop())));
	},
});
