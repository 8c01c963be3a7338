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
import { type FamilyWork, reasonsAmong } from './reasons';
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
	const parts = await withParts(platform, PARTS_AT_ONCE, (taken) => recalculateParts(platform, desk, taken));
	return causes === CAUSES_AT_ONCE || parts === PARTS_AT_ONCE;
}

/**
 * What fails is put off by families: of one that is divided, what is decided first would overtake the rest, and nothing but
 * single parts would ever get through.
 */
async function recalculateParts(
	platform: Platform,
	{ gatherFacts }: RecalculationDesk,
	parts: readonly FamilyPart[],
): Promise<void> {
	const works: FamilyWork[] = [];
	const untouched: FamilyPart[] = [];
	await withoutWhatFails(
		partsByFamily(parts),
		async (families) => {
			const found = await reasonsAmong(platform, gatherFacts, families.flat());
			const reasoned = new Set(found.flatMap((work) => work.parts.map(({ id }) => id)));
			works.push(...found);
			untouched.push(...families.flat().filter(({ id }) => !reasoned.has(id)));
		},
		(family, error) => giveUp(platform, family, error),
	);
	for (let at = 0; at < works.length; at += FAMILIES_AT_ONCE)
		await withoutWhatFails(
			works.slice(at, at + FAMILIES_AT_ONCE),
			(families) => recalculateFamilies(platform, gatherFacts, families),
			(family, error) => giveUp(platform, family.parts, error),
		);
	// Last, for a part that is done looks to the others of its family as if somebody had overtaken them.
	await finishParts(
		platform.sql,
		untouched.map(({ id, claim_ids }) => ({ id, looked_at: claim_ids.length, adjusted: 0, net: {} })),
	);
}

/** A claim of nobody is alone. */
const partsByFamily = (parts: readonly FamilyPart[]): FamilyPart[][] => [
	...Map.groupBy(parts, ({ id, family_id }) => family_id ?? id).values(),
];

/** Works on all together; what fails by itself is found by halving, so that it does not hold up the others. */
async function withoutWhatFails<T>(
	all: readonly T[],
	work: (some: readonly T[]) => Promise<void>,
	giveUpOn: (one: T, error: unknown) => Promise<void>,
): Promise<void> {
	try {
		await work(all);
	} catch (error) {
		const [first] = all;
		if (first !== undefined && all.length === 1) return giveUpOn(first, error);
		const half = all.length >> 1;
		await withoutWhatFails(all.slice(0, half), work, giveUpOn);
		await withoutWhatFails(all.slice(half), work, giveUpOn);
	}
}

/** Puts a family off; after so many failures of its own it is set aside until somebody looks at it. */
async function giveUp({ sql, log }: Platform, parts: readonly FamilyPart[], error: unknown): Promise<void> {
	const ids = parts.map(({ id }) => id);
	if (isOutage(error)) {
		log.info('a family cannot be decided again yet', errorFields(error));
		return putOff(sql, ids, { seconds: OUTAGE_SECONDS, error: null, isParked: false });
	}
	const isParked = parts.some(({ failures }) => failures + 1 >= FAILURES);
	log.error('a family cannot be decided again', errorFields(error));
	const code = error instanceof ProblemError ? error.problem.code : 'INTERNAL';
	await putOff(sql, ids, { seconds: FAILURE_SECONDS, error: code, isParked });
}
