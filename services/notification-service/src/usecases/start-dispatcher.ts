import { errorFields } from '@claims-askes/chassis/observability/logger';
import { deliverDue } from './deliver-notifications';
import type { Deps } from './deps';

const LOOK_EVERY_MS = 1_000;
const CLEAN_EVERY_MS = 60 * 60_000;

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
	const clean = async () => {
		try {
			log.info('removed old notifications', {
				count: await deps.notifications.removeOlderThan(retentionDays),
			});
		} catch (error) {
			log.warn('removing old notifications has to wait', errorFields(error));
		}
	};

	const running = run();
	const timer = setInterval(() => void clean(), CLEAN_EVERY_MS);
	return async () => {
		isStopping = true;
		stopping.resolve();
		clearInterval(timer);
		await running;
	};
}
