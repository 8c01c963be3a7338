import { arrayLiteral } from '@claims-askes/chassis/db/array-literal';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import { plainArray } from '@claims-askes/chassis/db/plain-array';
import type { StoredDecision } from '../domain/stored-decision';
import { insertShortages } from './shortages.repository';

/** Those of these claims that need no decision any more: they have a live one, or were cancelled. */
export async function settledClaims(tx: Queryable, claimIds: readonly string[]): Promise<Set<string>> {
	const rows = await tx<{ claim_id: string }[]>`
		select claim_id from decisions
		where claim_id = any (${claimIds as string[]}::uuid[]) and kind = 'decision' and reversed_by is null
		union all select claim_id from voided_claims where claim_id = any (${claimIds as string[]}::uuid[])`;
	return new Set(rows.map(({ claim_id }) => claim_id));
}

/** Stores decisions with their lines and movements, in the order in which they were made. */
export async function insertDecisions(tx: Queryable, stored: readonly StoredDecision[]): Promise<void> {
	if (stored.length === 0) return;
	await Promise.all([
		insertHeads(tx, stored),
		insertLines(tx, stored),
		insertMovements(tx, stored),
		insertUnknown(tx, stored),
		insertShortages(tx, stored),
	]);
}

const SEPARATOR = '\x1e';

async function insertHeads(tx: Queryable, stored: readonly StoredDecision[]): Promise<void> {
	// Long texts as one, parted by a character that JSON always escapes: an array would have each of their quotes escaped.
	const joined = (texts: string[]) => tx`string_to_array(${texts.join(SEPARATOR)}::text, ${SEPARATOR})`;
	const text = (pick: (decision: StoredDecision) => string) => arrayLiteral(stored.map(pick));
	const plain = (pick: (decision: StoredDecision) => string | null) => plainArray(stored.map(pick));
	await tx`
		insert into decisions (id, kind, claim_id, claim_number, family_key, member_id, family_id, group_id, provider_id,
			policy_id, plan_version_id, contract_id, first_date, last_date, outcome, currency, billed, allowed, paid,
			member_owes, provider_writes_off, other, engine_version, decided_at, decided_by, reverses, body, record)
		select id, 'decision', claim_id, claim_number, family_key, member_id, family_id, group_id, provider_id, policy_id,
			plan_version_id, contract_id, first_date, last_date, outcome, currency, billed, allowed, paid, member_owes,
			provider_writes_off, other, engine_version, decided_at, decided_by, reverses, body::json, decode(record, 'base64')
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
			${text((d) => d.decidedBy)}::text[], ${plain((d) => d.reverses)}::uuid[], ${joined(stored.map((d) => d.body))},
			${joined(stored.map((d) => Buffer.from(d.record).toString('base64')))}
		) with ordinality as made (id, claim_id, claim_number, family_key, member_id, family_id, group_id, provider_id,
			policy_id, plan_version_id, contract_id, first_date, last_date, outcome, currency, billed, allowed, paid,
			member_owes, provider_writes_off, other, engine_version, decided_at, decided_by, reverses, body, record, nth)
		order by nth`;
}

async function insertLines(tx: Queryable, stored: readonly StoredDecision[]): Promise<void> {
	const lines = stored.flatMap(({ id, parties, history }) =>
		history.map((past) => ({ decisionId: id, memberId: parties.memberId, ...past })),
	);
	if (lines.length === 0) return;
	const text = (pick: (row: (typeof lines)[number]) => string | null) => arrayLiteral(lines.map(pick));
	const plain = (pick: (row: (typeof lines)[number]) => string | number | null) =>
		plainArray(lines.map(pick));
	await tx`
		insert into decision_lines (decision_id, number, claim_id, member_id, provider, code, modifiers, from_date, to_date,
			units, billed, benefit, outcome, case_id, admitted, discharged, room_class, diagnosis, last_date)
		select decision_id, number, claim_id, member_id, provider, code, string_to_array(modifiers, ' '), from_date, to_date,
			units, billed, benefit, outcome, case_id, admitted, discharged, room_class, diagnosis, last_date
		from unnest(
			${plain((r) => r.decisionId)}::uuid[], ${plain((r) => r.line.n)}::int[],
			${plain((r) => r.line.claim_id)}::uuid[], ${plain((r) => r.memberId)}::uuid[],
			${text((r) => r.line.provider_id)}::text[], ${text((r) => r.line.code)}::text[],
			${text((r) => (r.line.modifiers ?? []).join(' '))}::text[], ${plain((r) => r.line.from)}::date[],
			${plain((r) => r.line.to ?? null)}::date[], ${plain((r) => r.line.units ?? 1)}::int[],
			${plain((r) => r.line.billed)}::bigint[], ${text((r) => r.line.benefit ?? null)}::text[],
			${text((r) => r.line.outcome)}::text[], ${text((r) => r.line.case_id ?? r.line.claim_id)}::text[],
			${plain((r) => r.line.stay?.admitted ?? null)}::date[], ${plain((r) => r.line.stay?.discharged ?? null)}::date[],
			${text((r) => r.line.stay?.class ?? null)}::text[], ${text((r) => r.line.diagnosis ?? null)}::text[],
			${plain((r) => r.last)}::date[]
		) as line (decision_id, number, claim_id, member_id, provider, code, modifiers, from_date, to_date, units, billed,
			benefit, outcome, case_id, admitted, discharged, room_class, diagnosis, last_date)`;
}

async function insertMovements(tx: Queryable, stored: readonly StoredDecision[]): Promise<void> {
	const moved = stored.flatMap(({ id, movements }) =>
		movements.map((movement, at) => ({ decisionId: id, number: at + 1, ...movement })),
	);
	if (moved.length === 0) return;
	const plain = (pick: (row: (typeof moved)[number]) => string | number) => plainArray(moved.map(pick));
	await tx`
		insert into accumulator_movements (decision_id, number, key, line, amount)
		select * from unnest(
			${plain((m) => m.decisionId)}::uuid[], ${plain((m) => m.number)}::int[], ${arrayLiteral(moved.map(({ key }) => key))}::text[],
			${plain((m) => m.line)}::int[], ${plain((m) => m.amount)}::bigint[]
		)`;
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
