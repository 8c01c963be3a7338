import type { Platform } from '@claims-askes/chassis/platform';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { daysOf } from '../../domain/claim-days';
import type { FamilyPart } from '../../repositories/recalculations.repository';
import { standingDecisions } from '../../repositories/standing-decisions.repository';
import { unpackRecord } from '../decision-record';
import type { GatherFacts } from '../facts/gather-facts';
import { asKnownThen, hasOtherFacts } from '../same-facts';

/** A family with a reason to be decided again. */
export interface FamilyWork {
	/** Null where nobody knows whose claims they are. */
	readonly familyId: string | null;
	/** The claims that are the reason; others of the family follow from them. */
	readonly claimIds: readonly string[];
	readonly since: CalendarDate;
	/** What of the causes is done with it. */
	readonly parts: readonly FamilyPart[];
}

/**
 * Which of the touched families have a reason to be decided again, and since when: the first claim about which something
 * else is known today. A change that says nothing new about any claim leaves everything as it stands.
 */
export async function reasonsAmong(
	{ sql, newId }: Platform,
	gatherFacts: GatherFacts,
	parts: readonly FamilyPart[],
): Promise<FamilyWork[]> {
	const asked = parts.filter(({ since }) => since === null).flatMap(({ claim_ids }) => claim_ids);
	const changed = new Map<string, CalendarDate>();
	if (asked.length > 0) {
		const standing = await standingDecisions(sql, { families: [], claimIds: [...new Set(asked)] });
		const prepared = await gatherFacts(
			standing.map(({ claimId, familyKey }) => ({ id: claimId, familyKey })),
			{ correlationId: parts[0]?.correlation_id ?? newId() },
		);
		prepared.forEach((claim, at) => {
			const then = standing[at] && unpackRecord(standing[at].texts.record);
			if (then && hasOtherFacts(asKnownThen(claim, then), then))
				changed.set(claim.claim.id, daysOf(claim.claim).first);
		});
	}
	const reasoned = parts.flatMap((part): FamilyWork[] => {
		if (part.since !== null) return [workOf(part, part.claim_ids, part.since)];
		const claimIds = part.claim_ids.filter((id) => changed.has(id));
		const [since] = claimIds.flatMap((id) => changed.get(id) ?? []).sort();
		return since === undefined ? [] : [workOf(part, claimIds, since)];
	});
	return byFamily(reasoned);
}

const workOf = (part: FamilyPart, claimIds: readonly string[], since: CalendarDate): FamilyWork => ({
	familyId: part.family_id,
	...{ claimIds, since },
	parts: [part],
});

/** A family that several changes touch is decided again once. */
function byFamily(works: readonly FamilyWork[]): FamilyWork[] {
	const groups = Map.groupBy(works, ({ familyId, claimIds }) => familyId ?? `claim ${claimIds[0]}`);
	return [...groups.values()].map((same) => ({
		familyId: same[0]?.familyId ?? null,
		claimIds: [...new Set(same.flatMap(({ claimIds }) => claimIds))],
		since: same.map(({ since }) => since).sort()[0] ?? '',
		parts: same.flatMap(({ parts }) => parts),
	}));
}
