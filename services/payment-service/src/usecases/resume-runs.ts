import { errorFields } from '@claims-askes/chassis/observability/logger';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Payer } from '../domain/payer';
import { runningRuns } from '../repositories/runs.repository';
import { processRun } from './process-run';

const LOOK_EVERY_MS = 5_000;

/** Goes on with runs that a process left behind when it ended, for as long as this one lives. */
export async function resumeRuns(platform: Platform, payer: Payer): Promise<() => Promise<void>> {
	const stopping = new AbortController();
	const stopped = Promise.withResolvers<void>();
	async function watch(): Promise<void> {
		while (!stopping.signal.aborted) {
			try {
				for (const run of await runningRuns(platform.sql))
					await processRun(platform, payer, run, stopping.signal);
			} catch (error) {
				platform.log.warn('payment runs have to wait', errorFields(error));
			}
			await Promise.race([Bun.sleep(LOOK_EVERY_MS), stopped.promise]);
		}
	}
	const watching = watch();
	return async () => {
		stopping.abort();
		stopped.resolve();
		await watching;
	};
}
