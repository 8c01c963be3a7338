import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { ClaimStatus } from '../domain/claim-status';
import type { ClaimRow } from './tables';

/** A claim as far as its moves need to know it. */
export type StandingClaim = Pick<ClaimRow, 'id' | 'status' | 'version' | 'family_key' | 'decision_id'>;

/** One move, and what became known with it. */
export interface ClaimMove {
	readonly claim_id: string;
	readonly seq: number;
	readonly from_status: ClaimStatus;
	readonly to_status: ClaimStatus;
	readonly at: string;
	readonly event_id: string;
	readonly learned: LearnedFacts;
}

/** What a decision says about a claim; what is absent or null stays as it was known before. */
export type LearnedFacts = Partial<Pick<ClaimRow, 'decision_id' | 'member_id' | 'provider_id' | 'paid'>>;

/** The claims, held until the end of the transaction; always in the order of their ids, so that nobody waits in a ring. */
export async function holdClaims(
	tx: Transaction,
	ids: readonly string[],
): Promise<Map<string, StandingClaim>> {
	const rows = await tx<StandingClaim[]>`
		select id, status, version, family_key, decision_id from claims
		where id = any (${[...ids]}::uuid[]) order by id for no key update`;
	return new Map(rows.map((row) => [row.id, row]));
}

/** Writes the moves of held claims, in order: each into the history, and the last of a claim into the claim. */
export async function moveClaims(tx: Transaction, moves: readonly ClaimMove[]): Promise<void> {
	if (moves.length === 0) return;
	const last = new Map<string, object>();
	for (const { claim_id, seq, to_status, at, learned } of moves) {
		const claim = { id: claim_id, version: seq, status: to_status, updated_at: at };
		last.set(claim_id, { ...last.get(claim_id), ...claim, ...learned });
	}
	const history = moves.map(({ learned: _, ...move }) => move);
	await tx`
		with moved as (
			update claims set status = move.status, version = move.version, updated_at = move.updated_at,
				decision_id = coalesce(move.decision_id, claims.decision_id),
				member_id = coalesce(move.member_id, claims.member_id),
				provider_id = coalesce(move.provider_id, claims.provider_id),
				paid = case when move.status <> 'pended' then coalesce(move.paid, claims.paid) end
			from json_to_recordset(${JSON.stringify([...last.values()])}::text::json) as move (id uuid, version integer,
				status text, updated_at timestamptz, decision_id uuid, member_id uuid, provider_id uuid, paid numeric)
			where claims.id = move.id
		)
		insert into claim_history (claim_id, seq, at, from_status, to_status, event_id)
		select claim_id, seq, at, from_status, to_status, event_id
		from json_to_recordset(${JSON.stringify(history)}::text::json) as move (claim_id uuid, seq integer, at timestamptz,
			from_status text, to_status text, event_id uuid)`;
}
