import { arrayLiteral } from '@claims-askes/chassis/db/array-literal';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import { jsonTextColumn } from '@claims-askes/chassis/db/json-column';
import { plainArray } from '@claims-askes/chassis/db/plain-array';
import { keptHistory, lastDayOf } from '../domain/kept-history';
import type { StoredDecision } from '../domain/stored-decision';
import { insertPacks, type Place, packed } from './decision-packs.repository';
import { insertShortages } from './shortages.repository';

/** Those of these claims that need no decision any more: they have a live one, or were cancelled. */
export async function settledClaims(tx: Queryable, claimIds: readonly string[]): Promise<Set<string>> {
	const ids = plainArray(claimIds);
	const rows = await tx<{ claim_id: string }[]>`
		select claim_id from decisions
		where claim_id = any (${ids}::uuid[]) and kind = 'decision' and reversed_by is null
		union all select claim_id from voided_claims where claim_id = any (${ids}::uuid[])`;
	return new Set(rows.map(({ claim_id }) => claim_id));
}

/** Stores decisions with all that belongs to them, in the order in which they were made. */
export async function insertDecisions(tx: Queryable, stored: readonly StoredDecision[]): Promise<void> {
	if (stored.length === 0) return;
	const { packs, places } = packed(stored);
	await Promise.all([
		insertPacks(tx, packs),
		insertHeads(tx, stored, places),
		insertUnknown(tx, stored),
		insertShortages(tx, stored),
	]);
}

async function insertHeads(
	tx: Queryable,
	stored: readonly StoredDecision[],
	places: readonly Place[],
): Promise<void> {
	const text = (pick: (decision: StoredDecision) => string) => arrayLiteral(stored.map(pick));
	const plain = (pick: (decision: StoredDecision) => string | null) => plainArray(stored.map(pick));
	const histories = stored.map(({ history }) =>
		history.length > 0 ? JSON.stringify(keptHistory(history)) : null,
	);
	await tx`
		insert into decisions (id, kind, claim_id, claim_number, family_key, member_id, family_id, group_id, provider_id,
			policy_id, plan_version_id, contract_id, first_date, last_date, outcome, currency, billed, allowed, paid,
			member_owes, provider_writes_off, other, engine_version, decided_at, decided_by, reverses, body, pack,
			place, history, history_to)
		select id, 'decision', claim_id, claim_number, family_key, member_id, family_id, group_id, provider_id, policy_id,
			plan_version_id, contract_id, first_date, last_date, outcome, currency, billed, allowed, paid, member_owes,
			provider_writes_off, other, engine_version, decided_at, decided_by, reverses, body::json, pack, place,
			history::json, history_to
		from unnest(
			${plain((d) => d.id)}::uuid[], ${plain((d) => d.claimId)}::uuid[], ${text((d) => d.claimNumber)}::text[],
			${text((d) => d.familyKey)}::text[], ${plain((d) => d.parties.memberId)}::uuid[],
			${plain((d) => d.parties.familyId)}::uuid[], ${plain((d) => d.parties.groupId)}::uuid[],
			${plain((d) => d.parties.providerId)}::uuid[], ${plain((d) => d.parties.policyId)}::uuid[],
			${plain((d) => d.parties.planVersionId)}::uuid[], ${plain((d) => d.parties.contractId)}::uuid[],
			${plain((d) => d.days.first)}::date[], ${plain((d) => d.days.last)}::date[],
			${text((d) => d.outcome)}::text[], ${text((d) => d.currency)}::text[],
			${plain((d) => d.totals.billed)}::numeric[], ${plain((d) => d.totals.allowed)}::numeric[],
			${plain((d) => d.totals.paid)}::numeric[], ${plain((d) => d.totals.member_owes)}::numeric[],
			${plain((d) => d.totals.provider_writes_off)}::numeric[], ${plain((d) => d.totals.other)}::numeric[],
			${text((d) => d.engineVersion)}::text[], ${plain((d) => d.decidedAt)}::timestamptz[],
			${text((d) => d.decidedBy)}::text[], ${plain((d) => d.reverses)}::uuid[], 
			${jsonTextColumn(
				tx,
				stored.map((d) => d.body),
			)},
			${plainArray(places.map(({ pack }) => pack))}::uuid[], ${plainArray(places.map(({ place }) => place))}::smallint[],
			${jsonTextColumn(tx, histories)},
			${plain((d) => lastDayOf(d.history))}::date[]
		) with ordinality as made (id, claim_id, claim_number, family_key, member_id, family_id, group_id, provider_id,
			policy_id, plan_version_id, contract_id, first_date, last_date, outcome, currency, billed, allowed, paid,
			member_owes, provider_writes_off, other, engine_version, decided_at, decided_by, reverses, body, pack, place,
			history, history_to, nth)
		order by nth`;
}

/** So that a member or provider who becomes known late finds the claims that named them. */
async function insertUnknown(tx: Queryable, stored: readonly StoredDecision[]): Promise<void> {
	const unknown = stored.flatMap(({ claimId, unknown: numbers }) =>
		numbers.map((number) => ({ claimId, number })),
	);
	if (unknown.length === 0) return;
	await tx`
		insert into unknown_parties (number, claim_id)
		select * from unnest(${unknown.map(({ number }) => number)}::text[], ${unknown.map(({ claimId }) => claimId)}::uuid[])
		on conflict do nothing`;
}
