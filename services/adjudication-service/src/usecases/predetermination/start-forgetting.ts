import { errorFields } from '@claims-askes/chassis/observability/logger';
import type { Platform } from '@claims-askes/chassis/platform';
import { forgetPredeterminations } from '../../repositories/predeterminations.repository';

const EVERY_MS = 60 * 60_000;

/** Forgets once an hour what was kept long enough; answers how to stop. */
export function startForgetting({ sql, log }: Platform, olderThanDays: number): () => Promise<void> {
	const forget = async () => {
		try {
			const count = await forgetPredeterminations(sql, olderThanDays);
			if (count > 0) log.info('forgot old predeterminations', { count });
		} catch (error) {
			log.warn('forgetting old predeterminations has to wait', errorFields(error));
		}
	};
	const timer = setInterval(() => void forget(), EVERY_MS);
	timer.unref();
	return async () => clearInterval(timer);
}
