import type { Queryable } from '@claims-askes/chassis/db/connect';
import { copyIn, copyLine } from '@claims-askes/chassis/db/copy-rows';
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

/** In the order of a row's cells. */
const COLUMNS = `id, kind, claim_id, claim_number, family_key, member_id, family_id, group_id, provider_id, policy_id,
	plan_version_id, contract_id, first_date, last_date, outcome, currency, billed, allowed, paid, member_owes,
	provider_writes_off, other, engine_version, decided_at, decided_by, reverses, body, pack, place, history, history_to`;

function rowOf(decision: StoredDecision, { pack, place }: Place): string {
	const { parties, days, totals, history } = decision;
	return copyLine([
		decision.id,
		'decision',
		decision.claimId,
		decision.claimNumber,
		decision.familyKey,
		parties.memberId,
		parties.familyId,
		parties.groupId,
		parties.providerId,
		parties.policyId,
		parties.planVersionId,
		parties.contractId,
		days.first,
		days.last,
		decision.outcome,
		decision.currency,
		totals.billed,
		totals.allowed,
		totals.paid,
		totals.member_owes,
		totals.provider_writes_off,
		totals.other,
		decision.engineVersion,
		decision.decidedAt,
		decision.decidedBy,
		decision.reverses,
		decision.body,
		pack,
		place,
		history.length > 0 ? JSON.stringify(keptHistory(history)) : null,
		lastDayOf(history),
	]);
}

const insertHeads = (tx: Queryable, stored: readonly StoredDecision[], places: readonly Place[]) =>
	copyIn(tx, {
		table: 'decisions',
		columns: COLUMNS,
		lines: stored.map((decision, at) => rowOf(decision, places[at] as Place)).join(''),
	});

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
