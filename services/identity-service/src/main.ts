import { errorFields } from '@claims-askes/chassis/observability/logger';
import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';
import { artifactsRepository } from './repositories/artifacts.repository';

const CLEAN_EVERY_MS = 60 * 60_000;

await startService({
	name: 'identity-service',
	settings,
	buildApp,
	async background({ sql, log }) {
		const artifacts = artifactsRepository(sql);
		const clean = async () => {
			try {
				log.info('removed ended logins', { count: await artifacts.removeExpired() });
			} catch (error) {
				log.warn('removing ended logins has to wait', errorFields(error));
			}
		};
		const timer = setInterval(() => void clean(), CLEAN_EVERY_MS);
		return async () => clearInterval(timer);
	},
});
