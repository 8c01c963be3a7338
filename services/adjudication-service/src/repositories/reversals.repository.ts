import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { Balance } from '../domain/balances';
import type { WaitingLine } from '../domain/persons-denial';
import type { Reversal } from '../domain/reversal';

/** A claim's live decision, with those whose balances it may have moved. */
export interface LiveDecision {
	readonly id: string;
	readonly claim_id: string;
	readonly family_key: string;
	readonly family_id: string | null;
	readonly group_id: string | null;
	readonly policy_id: string | null;
	readonly outcome: string;
	/** Of care. */
	readonly first_date: string | null;
}

export async function liveDecisions(tx: Queryable, claimIds: readonly string[]): Promise<LiveDecision[]> {
	return tx<LiveDecision[]>`
		select id, claim_id, family_key, family_id, group_id, policy_id, outcome, first_date from decisions
		where claim_id = any (${claimIds as string[]}::uuid[]) and kind = 'decision' and reversed_by is null
		order by position`;
}

/** A live decision that waits for a person, with its lines as they are published. */
export interface PendedDecision {
	readonly id: string;
	readonly claim_id: string;
	readonly family_key: string;
	readonly lines: readonly WaitingLine[];
}

export async function pendedDecisions(tx: Queryable, claimIds: readonly string[]): Promise<PendedDecision[]> {
	return tx<PendedDecision[]>`
		select id, claim_id, family_key, body -> 'lines' as lines from decisions
		where claim_id = any (${claimIds as string[]}::uuid[]) and kind = 'decision' and reversed_by is null
			and outcome = 'pended'
		order by position`;
}

/** Remembers that these claims were cancelled, whether or not they have been decided. */
export async function rememberVoided(
	tx: Queryable,
	voids: readonly { readonly claimId: string; readonly replacedBy: string | null }[],
): Promise<void> {
	await tx`
		insert into voided_claims (claim_id, replaced_by)
		select * from unnest(
			${voids.map(({ claimId }) => claimId)}::uuid[], ${voids.map(({ replacedBy }) => replacedBy)}::uuid[]
		) on conflict (claim_id) do nothing`;
}

/** Stores the reversals with the opposite of every amount and movement, and answers the sums that were moved. */
export async function insertReversals(
	tx: Queryable,
	reversals: readonly Reversal[],
	decidedAt: string,
	decidedBy: string,
): Promise<Balance[]> {
	const ids = reversals.map(({ id }) => id);
	const undone = reversals.map(({ decisionId }) => decisionId);
	await tx`
		insert into decisions (id, kind, claim_id, claim_number, family_key, member_id, family_id, group_id, provider_id,
			policy_id, plan_version_id, contract_id, first_date, last_date, outcome, currency, billed, allowed, paid,
			member_owes, provider_writes_off, other, engine_version, decided_at, decided_by, reverses)
		select reversal.id, 'reversal', claim_id, claim_number, family_key, member_id, family_id, group_id, provider_id,
			policy_id, plan_version_id, contract_id, first_date, last_date, outcome, currency, -billed, -allowed, -paid, -member_owes,
			-provider_writes_off, -other, engine_version, ${decidedAt}::timestamptz, ${decidedBy}, decision.id
		from unnest(${ids}::uuid[], ${undone}::uuid[]) with ordinality as reversal (id, decision_id, nth)
		join decisions as decision on decision.id = reversal.decision_id order by nth`;
	await tx`
		insert into accumulator_movements (decision_id, number, key, line, amount)
		select reversal.id, number, key, line, -amount
		from unnest(${ids}::uuid[], ${undone}::uuid[]) as reversal (id, decision_id)
		join accumulator_movements as moved on moved.decision_id = reversal.decision_id`;
	await standDown(tx, undone, ids);
	const moved = await tx<{ key: string; currency: string; moved: string }[]>`
		select key, currency, sum(amount) as moved
		from accumulator_movements as movement join decisions as decision on decision.id = movement.decision_id
		where decision_id = any (${undone}::uuid[]) group by key, currency order by key, currency`;
	return moved.map(({ key, currency, moved }) => ({ key, currency, used: Number(moved) as Balance['used'] }));
}

/** Takes decisions out of force: others stand in their place, and later claims no longer see their lines. */
export async function standDown(
	tx: Queryable,
	decisionIds: readonly string[],
	successors: readonly string[],
): Promise<void> {
	await tx`
		update decisions set reversed_by = successor.id
		from unnest(${decisionIds as string[]}::uuid[], ${successors as string[]}::uuid[]) as successor (decision_id, id)
		where decisions.id = successor.decision_id`;
	await tx`
		update decision_lines set is_voided = true
		where decision_id = any (${decisionIds as string[]}::uuid[]) and not is_voided`;
}
