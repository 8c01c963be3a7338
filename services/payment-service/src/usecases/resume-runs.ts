import { setTimeout as sleep } from 'node:timers/promises';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import type { Platform } from '@claims-askes/chassis/platform';
import type { PaymentConfig } from '../config';
import { runningRuns } from '../repositories/runs.repository';
import { processRun } from './process-run';

const LOOK_EVERY_MS = 5_000;

/** Goes on with runs that a process left behind when it ended, for as long as this one lives. */
export async function resumeRuns(platform: Platform, config: PaymentConfig): Promise<() => Promise<void>> {
	const stopping = new AbortController();
	const payer = { name: config.PAYER_NAME, id: config.PAYER_ID };
	async function watch(): Promise<void> {
		while (!stopping.signal.aborted) {
			try {
				for (const run of await runningRuns(platform.sql))
					await processRun(platform, payer, run, stopping.signal);
			} catch (error) {
				platform.log.warn('payment runs have to wait', errorFields(error));
			}
			await sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
		}
	}
	const watching = watch();
	return async () => {
		stopping.abort();
		await watching;
	};
}
