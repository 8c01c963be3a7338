import { startChore } from '@claims-askes/chassis/chore';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import { isOutage } from '@claims-askes/chassis/outage';
import type { Platform } from '@claims-askes/chassis/platform';
import {
	postpone,
	type Readjudication,
	waitingReadjudications,
} from '../repositories/readjudications.repository';
import type { GatherFacts } from './facts/gather-facts';
import { readjudicate } from './readjudicate';
import { readjudicationBell } from './readjudication-bell';

const AT_ONCE = 200;
const RETRY_SECONDS = 30;

/** Decides again what waits for it, as soon as it is rung for and at every look; answers how to stop. */
export const startReadjudication = (platform: Platform, gatherFacts: GatherFacts, pollMs: number) =>
	startChore({
		work: async () => (await readjudicateWaiting(platform, gatherFacts)) === AT_ONCE,
		bell: readjudicationBell(platform),
		pollMs,
		log: platform.log,
	});

/** Decides again what waits; answers how many requests were looked at. */
export async function readjudicateWaiting(platform: Platform, gatherFacts: GatherFacts): Promise<number> {
	const waiting = await waitingReadjudications(platform.sql, AT_ONCE);
	if (waiting.length > 0) await tryAll(platform, gatherFacts, waiting);
	return waiting.length;
}

/** One that fails by itself is put off, so that it does not hold up the others. */
async function tryAll(
	platform: Platform,
	gatherFacts: GatherFacts,
	requests: readonly Readjudication[],
): Promise<void> {
	try {
		await readjudicate(platform, gatherFacts, requests);
	} catch (error) {
		if (requests.length > 1) {
			for (const request of requests) await tryAll(platform, gatherFacts, [request]);
			return;
		}
		platform.log[isOutage(error) ? 'info' : 'error'](
			'a claim cannot be decided again yet',
			errorFields(error),
		);
		await postpone(
			platform.sql,
			requests.map(({ id }) => id),
			RETRY_SECONDS,
		);
	}
}
