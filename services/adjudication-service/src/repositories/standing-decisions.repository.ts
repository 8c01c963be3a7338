import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { DecidedOutcome } from '../domain/stored-decision';
import { type DecisionTexts, type Kept, kept, withTexts } from './decision-packs.repository';

/** A live decision with all that a new one is compared with. */
export interface StandingDecision {
	readonly id: string;
	readonly claimId: string;
	readonly familyKey: string;
	readonly memberId: string | null;
	readonly familyId: string | null;
	readonly groupId: string | null;
	readonly policyId: string | null;
	readonly providerId: string | null;
	readonly firstDate: string | null;
	readonly outcome: DecidedOutcome;
	readonly currency: string;
	readonly paid: string;
	/** Of the reasons for which it waits and that a person can let pass. */
	readonly fingerprints: readonly string[];
	readonly texts: DecisionTexts;
}

/** Whose claims: a family's that end on a day or later, and claims by their ids. */
export interface StandingWanted {
	readonly families: readonly { readonly id: string; readonly from: string }[];
	readonly claimIds: readonly string[];
}

/** The live decisions of claims, in no particular order. */
export async function standingDecisions(sql: Queryable, wanted: StandingWanted): Promise<StandingDecision[]> {
	const rows = await sql<(Omit<StandingDecision, 'texts'> & Kept)[]>`
		select id, claim_id as "claimId", family_key as "familyKey", member_id as "memberId", family_id as "familyId",
			group_id as "groupId", policy_id as "policyId", provider_id as "providerId", first_date as "firstDate", outcome,
			currency, paid, ${kept(sql)},
			coalesce((select array_agg(reason ->> 'fingerprint') from review_items as item, jsonb_array_elements(reasons) as reason
				where item.claim_id = decision.claim_id and item.kind = 'pend'
					and item.status in ('open', 'awaiting_approval') and reason ->> 'authority' is not null), '{}') as fingerprints
		from decisions as decision where id in (${standingIds(sql, wanted)})`;
	return withTexts(sql, rows);
}

/** Which decisions stand, to see whether others do since they were read. */
export async function standingDecisionIds(tx: Queryable, wanted: StandingWanted): Promise<string[]> {
	const rows = await tx<{ id: string }[]>`select id from (${standingIds(tx, wanted)}) as standing`;
	return rows.map(({ id }) => id);
}

const standingIds = (sql: Queryable, { families, claimIds }: StandingWanted) => sql`
	select decision.id
	from unnest(${families.map(({ id }) => id)}::uuid[], ${families.map(({ from }) => from)}::text[]::date[])
		as family (id, since)
	join decisions as decision on decision.family_id = family.id and decision.last_date >= since
		and kind = 'decision' and reversed_by is null
	union
	select decision.id from decisions as decision
	where claim_id = any (${claimIds as string[]}::uuid[]) and kind = 'decision' and reversed_by is null`;
