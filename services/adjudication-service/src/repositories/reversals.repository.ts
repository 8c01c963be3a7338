import type { Queryable } from '@claims-askes/chassis/db/connect';
import { type Balance, Balances } from '../domain/balances';
import type { WaitingLine } from '../domain/persons-denial';
import type { Reversal, Why } from '../domain/reversal';
import { type Kept, kept, withTexts } from './decision-packs.repository';

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

/** Stores the reversals with the opposite of every amount, and answers the sums that their decisions had moved. */
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
	await standDown(
		tx,
		reversals.map(({ id, decisionId, why }) => ({ decisionId, successor: id, why })),
		decidedAt,
	);
	const rows = await tx<({ currency: string } & Kept)[]>`
		select currency, ${kept(tx)} from decisions as decision where id = any (${undone}::uuid[])`;
	const sums = new Balances([]);
	for (const { currency, texts } of await withTexts(tx, rows)) sums.move(currency, texts.movements);
	return sums.changes().map(({ key, currency, amount }) => ({ key, currency, used: amount }));
}

/** A decision that no longer stands: what stands in its place, or undoes it, and why. */
export interface Undone {
	readonly decisionId: string;
	readonly successor: string;
	readonly why: readonly Why[];
}

/** Takes decisions out of force: others stand in their place, and later claims no longer see their lines. */
export async function standDown(tx: Queryable, undone: readonly Undone[], at: string): Promise<void> {
	if (undone.length === 0) return;
	await tx`
		with gone as (
			update decisions set reversed_by = successor."successor"
			from jsonb_to_recordset(${JSON.stringify(undone)}::text::jsonb)
				as successor ("decisionId" uuid, "successor" uuid, why jsonb)
			where decisions.id = successor."decisionId"
			returning decisions.claim_id, decisions.id, successor.why
		)
		insert into undone_decisions (claim_id, decision_id, undone_at, why)
		select claim_id, id, ${at}::timestamptz, why from gone`;
}
