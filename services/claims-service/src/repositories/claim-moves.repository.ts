import { columnArrays } from '@claims-askes/chassis/db/array-literal';
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
export async function moveClaims(tx: Transaction, at: string, moves: readonly ClaimMove[]): Promise<void> {
	if (moves.length === 0) return;
	const last = new Map<string, ClaimMove>();
	for (const move of moves) {
		const before = last.get(move.claim_id);
		last.set(move.claim_id, before ? { ...move, learned: { ...before.learned, ...move.learned } } : move);
	}
	const claim = columnArrays([...last.values()]);
	const past = columnArrays(moves);
	await tx`
		with moved as (
			update claims set status = move.status, version = move.version, updated_at = ${at},
				decision_id = coalesce(move.decision_id, claims.decision_id),
				member_id = coalesce(move.member_id, claims.member_id),
				provider_id = coalesce(move.provider_id, claims.provider_id),
				paid = case when move.status <> 'pended' then coalesce(move.paid, claims.paid) end
			from unnest(
				${claim(({ claim_id }) => claim_id)}::text::uuid[], ${claim(({ seq }) => seq)}::text::integer[],
				${claim(({ to_status }) => to_status)}::text::text[], ${claim(({ learned }) => learned.decision_id)}::text::uuid[],
				${claim(({ learned }) => learned.member_id)}::text::uuid[], ${claim(({ learned }) => learned.provider_id)}::text::uuid[],
				${claim(({ learned }) => learned.paid)}::text::numeric[]
			) as move (id, version, status, decision_id, member_id, provider_id, paid)
			where claims.id = move.id
		)
		insert into claim_history (claim_id, seq, at, from_status, to_status, event_id)
		select claim_id, seq, ${at}::timestamptz, from_status, to_status, event_id
		from unnest(
			${past(({ claim_id }) => claim_id)}::text::uuid[], ${past(({ seq }) => seq)}::text::integer[],
			${past(({ from_status }) => from_status)}::text::text[], ${past(({ to_status }) => to_status)}::text::text[],
			${past(({ event_id }) => event_id)}::text::uuid[]
		) as move (claim_id, seq, from_status, to_status, event_id)`;
}
