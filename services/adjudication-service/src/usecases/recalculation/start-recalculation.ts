import { startChore } from '@claims-askes/chassis/chore';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import { isOutage } from '@claims-askes/chassis/outage';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { type FamilyPart, finishParts, putOff } from '../../repositories/recalculations.repository';
import type { GatherFacts } from '../facts/gather-facts';
import { CAUSES_AT_ONCE, findTouched } from './find-touched';
import type { ChangeFacts } from './known-numbers';
import { withParts } from './parts-in-hand';
import { reasonsAmong } from './reasons';
import { recalculateFamilies } from './recalculate-families';
import { recalculationBell } from './recalculation-bell';

export interface RecalculationDesk {
	readonly gatherFacts: GatherFacts;
	readonly changeFacts: ChangeFacts;
	/** How long a change is left alone before its claims are looked for. */
	readonly settleMs: number;
}

/** So many parts are looked at together, and so many families decided again in one transaction. */
const PARTS_AT_ONCE = 200;
const FAMILIES_AT_ONCE = 20;
const OUTAGE_SECONDS = 1;
const FAILURE_SECONDS = 30;
const FAILURES = 5;

/** Decides again what changes have touched, as soon as it is rung for and at every look; answers how to stop. */
export const startRecalculation = (platform: Platform, desk: RecalculationDesk, pollMs: number) =>
	startChore({
		work: () => recalculateWaiting(platform, desk),
		bell: recalculationBell(platform),
		pollMs,
		log: platform.log,
	});

/** Does some of what waits; answers whether there may be more. */
export async function recalculateWaiting(platform: Platform, desk: RecalculationDesk): Promise<boolean> {
	const causes = await findTouched(platform, desk.changeFacts, desk.settleMs);
	const parts = await withParts(platform, PARTS_AT_ONCE, (taken) => tryAll(platform, desk, taken));
	return causes === CAUSES_AT_ONCE || parts === PARTS_AT_ONCE;
}

/** What fails by itself is found by halving and put off, so that it does not hold up the others. */
async function tryAll(
	platform: Platform,
	desk: RecalculationDesk,
	parts: readonly FamilyPart[],
): Promise<void> {
	try {
		await recalculateParts(platform, desk, parts);
	} catch (error) {
		if (parts.length > 1) {
			const half = parts.length >> 1;
			await tryAll(platform, desk, parts.slice(0, half));
			return tryAll(platform, desk, parts.slice(half));
		}
		await giveUp(platform, parts, error);
	}
}

async function recalculateParts(
	platform: Platform,
	{ gatherFacts }: RecalculationDesk,
	parts: readonly FamilyPart[],
): Promise<void> {
	const works = await reasonsAmong(platform, gatherFacts, parts);
	const reasoned = new Set(works.flatMap((work) => work.parts.map(({ id }) => id)));
	const untouched = parts.filter(({ id }) => !reasoned.has(id));
	await finishParts(
		platform.sql,
		untouched.map(({ id, claim_ids }) => ({ id, looked_at: claim_ids.length, adjusted: 0, net: {} })),
	);
	for (let at = 0; at < works.length; at += FAMILIES_AT_ONCE)
		await recalculateFamilies(platform, gatherFacts, works.slice(at, at + FAMILIES_AT_ONCE));
}

async function giveUp({ sql, log }: Platform, parts: readonly FamilyPart[], error: unknown): Promise<void> {
	const [{ id, failures } = { id: '', failures: 0 }] = parts;
	if (isOutage(error)) {
		log.info('a family cannot be decided again yet', errorFields(error));
		return putOff(sql, [id], { seconds: OUTAGE_SECONDS, error: null, isParked: false });
	}
	const isParked = failures + 1 >= FAILURES;
	log.error('a family cannot be decided again', errorFields(error));
	const code = error instanceof ProblemError ? error.problem.code : 'INTERNAL';
	await putOff(sql, [id], { seconds: FAILURE_SECONDS, error: code, isParked });
}
