import { startCleaning } from '@claims-askes/chassis/cleaning';
import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';
import { artifactsRepository } from './repositories/artifacts.repository';

await startService({
	name: 'identity-service',
	settings,
	buildApp,
	async background({ sql, log }) {
		const artifacts = artifactsRepository(sql);
		return startCleaning({ what: 'ended logins', remove: () => artifacts.removeExpired(), log });
	},
});
