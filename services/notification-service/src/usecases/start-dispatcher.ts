import { startCleaning } from '@claims-askes/chassis/cleaning';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import { deliverDue } from './deliver-notifications';
import type { Deps } from './deps';

const LOOK_EVERY_MS = 1_000;

/** Sends what is due until it is told to stop, and once an hour forgets what is old; answers how to stop. */
export async function startDispatcher(deps: Deps, retentionDays: number): Promise<() => Promise<void>> {
	const { log } = deps.platform;
	const stopping = Promise.withResolvers<void>();
	let isStopping = false;

	async function run(): Promise<void> {
		while (!isStopping) {
			try {
				if ((await deliverDue(deps)) > 0) continue;
			} catch (error) {
				log.warn('sending notifications has to wait', errorFields(error));
			}
			await Promise.race([Bun.sleep(LOOK_EVERY_MS), stopping.promise]);
		}
	}
	const running = run();
	const stopCleaning = startCleaning({
		what: 'old notifications',
		remove: () => deps.notifications.removeOlderThan(retentionDays),
		log,
	});
	return async () => {
		isStopping = true;
		stopping.resolve();
		await stopCleaning();
		await running;
	};
}
