import { startChore } from '@claims-askes/chassis/chore';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import { isOutage } from '@claims-askes/chassis/outage';
import type { Platform } from '@claims-askes/chassis/platform';
import {
	completeSimulation,
	failSimulation,
	forgetSimulations,
	giveUpSimulations,
	stayAlive,
	type TakenSimulation,
	takeSimulation,
	tellProgress,
} from '../../repositories/simulations.repository';
import { ChangeDoesNotFit, type SimulationDesk } from './changed-terms';
import { simulateSpan } from './simulate-span';
import { simulationBell } from './simulation-bell';
import type { SimulationRequest } from './simulation-request';

/** A process that has said nothing for so long is taken for dead. */
const SILENT_SECONDS = 120;
/** However long a page takes, it is said so often that somebody works on it. */
const PULSE_MS = (SILENT_SECONDS * 1_000) / 8;
const TELL_EVERY_MS = 1_000;
const ATTEMPTS = 5;
/** A process may be killed for many reasons; that one span is at hand so many times is none of chance. */
const DEATHS = 10;
const KEPT_DAYS = 7;

/** Works on what was asked for, one after the other; answers how to stop. */
export const startSimulations = (platform: Platform, desk: SimulationDesk, pollMs: number) =>
	startChore({
		work: () => simulateNext(platform, desk),
		bell: simulationBell(platform),
		pollMs,
		log: platform.log,
	});

/** Works on the next one, if there is one; answers whether there may be more. */
export async function simulateNext(
	platform: Platform,
	desk: SimulationDesk,
	pulseMs = PULSE_MS,
): Promise<boolean> {
	const { sql, log } = platform;
	await giveUpSimulations(sql, SILENT_SECONDS, DEATHS);
	const taken = await takeSimulation(sql, SILENT_SECONDS);
	if (!taken) return false;
	await forgetSimulations(sql, KEPT_DAYS);
	// Where the database is away now, silence goes on, and the work ends as for any other outage.
	const pulse = setInterval(() => void stayAlive(sql, taken).catch(() => {}), pulseMs);
	try {
		await work(platform, desk, taken);
		return true;
	} catch (error) {
		const isWaiting = error instanceof Stopped || (isOutage(error) && taken.attempts < ATTEMPTS);
		log[isOutage(error) ? 'info' : 'error']('a simulation did not come to its end', errorFields(error));
		await failSimulation(sql, taken, isWaiting ? 'queued' : 'failed', codeOf(error));
		return !isWaiting;
	} finally {
		clearInterval(pulse);
	}
}

async function work(platform: Platform, desk: SimulationDesk, taken: TakenSimulation): Promise<void> {
	let toldAt = 0;
	const result = await simulateSpan(
		platform,
		desk,
		taken.request as SimulationRequest,
		async (done, total) => {
			// Another process, or this one after its start, begins again.
			if (platform.isDraining()) throw new Stopped();
			const now = performance.now();
			if (now - toldAt < TELL_EVERY_MS && done < total) return;
			toldAt = now;
			if (!(await tellProgress(platform.sql, taken, done, total))) throw new Stopped();
		},
	);
	await completeSimulation(platform.sql, taken, result);
}

class Stopped extends Error {}

function codeOf(error: unknown): string {
	if (error instanceof ChangeDoesNotFit) return error.code;
	return error instanceof Stopped || isOutage(error) ? 'INTERRUPTED' : 'FAILED';
}
