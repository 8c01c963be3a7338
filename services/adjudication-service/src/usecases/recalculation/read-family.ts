import type { Transaction } from '@claims-askes/chassis/db/connect';
import { OutageError } from '@claims-askes/chassis/outage';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Movement } from '@claims-askes/engine';
import { addDays } from '@claims-askes/kernel/calendar-date';
import { daysOf } from '../../domain/claim-days';
import { LONGEST_YEAR, startOfYear } from '../../domain/date-order';
import { ownerOf, sharedOwnersOf } from '../../domain/owners';
import type { PreparedClaim } from '../../domain/prepared-claim';
import type { Ground } from '../../domain/refusal';
import {
	type StandingDecision,
	type StandingWanted,
	standingDecisionIds,
	standingDecisions,
} from '../../repositories/standing-decisions.repository';
import { unpackRecord } from '../decision-record';
import type { GatherFacts } from '../facts/gather-facts';
import { asKnownThen } from '../same-facts';
import type { FamilyWork } from './reasons';

/** A claim that is decided again: what stands of it, and what is known of it today. */
export interface ClaimAgain {
	readonly standing: StandingDecision & {
		readonly movements: readonly Movement[];
		readonly denial: readonly Ground[] | null;
	};
	readonly prepared: PreparedClaim;
}

/** A family as it is decided again. */
export interface FamilyAgain {
	readonly work: FamilyWork;
	readonly claims: readonly ClaimAgain[];
	/** Claims that turn out to be another family's: that one takes them. */
	readonly leaving: readonly ClaimAgain[];
}

export interface Reading {
	readonly families: readonly FamilyAgain[];
	/** Everybody whose locks are needed before anything is decided. */
	readonly owners: readonly string[];
	/** Throws where other decisions stand by now than were read. */
	readonly assertStill: (tx: Transaction) => Promise<void>;
}

/** Reads what stands of families since the start of their year, and gathers today's facts: all of it outside a transaction. */
export async function readFamilies(
	{ sql, newId }: Platform,
	gatherFacts: GatherFacts,
	works: readonly FamilyWork[],
): Promise<Reading> {
	const wanted: StandingWanted = {
		families: works.flatMap(({ familyId, since }) =>
			familyId ? { id: familyId, from: addDays(since, -LONGEST_YEAR) } : [],
		),
		claimIds: works.flatMap(({ claimIds }) => claimIds),
	};
	const standing = await standingDecisions(sql, wanted);
	const prepared = await gatherFacts(
		standing.map(({ claimId, familyKey }) => ({ id: claimId, familyKey })),
		{ correlationId: works[0]?.parts[0]?.correlation_id ?? newId() },
	);
	const claims = standing.flatMap((decision, at): ClaimAgain[] => {
		const claim = prepared[at];
		if (!claim) return [];
		const then = unpackRecord(decision.texts.record);
		const denial = then.seen.denial ?? null;
		return [
			{
				standing: { ...decision, movements: decision.texts.movements, denial },
				prepared: asKnownThen(claim, then),
			},
		];
	});
	const families = works.map((work) => familyOf(work, claims));
	return {
		families,
		owners: families.flatMap((family) => family.claims.flatMap(ownersHeld)),
		async assertStill(tx) {
			const now = new Set(await standingDecisionIds(tx, wanted));
			const read = new Set(standing.map(({ id }) => id));
			if (now.symmetricDifference(read).size > 0) throw new OutageError('a claim that was decided meanwhile');
		},
	};
}

function familyOf(work: FamilyWork, all: readonly ClaimAgain[]): FamilyAgain {
	const { familyId, since } = work;
	const named = new Set(work.claimIds);
	const own = all.filter(
		({ standing }) => named.has(standing.claimId) || (familyId !== null && standing.familyId === familyId),
	);
	const from = startOfYear(
		since,
		own.map(({ prepared }) => prepared),
	);
	const again = own.filter(
		({ prepared, standing }) => named.has(standing.claimId) || daysOf(prepared.claim).first >= from,
	);
	const isElsewhere = ({ prepared: { parties } }: ClaimAgain) =>
		parties.familyId !== null && parties.familyId !== familyId;
	return { work, claims: again.filter((claim) => !isElsewhere(claim)), leaving: again.filter(isElsewhere) };
}

/** Whose balances a claim moves today, and whose it had moved. */
function ownersHeld({ standing, prepared }: ClaimAgain): string[] {
	const moved = new Set(standing.movements.map(({ key }) => ownerOf(key)));
	return [
		...(standing.familyId ? [`family:${standing.familyId}`] : []),
		...sharedOwnersOf(prepared),
		...[...moved].filter((owner) => owner.startsWith('group:') || owner.startsWith('policy:')),
	];
}
