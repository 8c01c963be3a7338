import type { NamedEffect } from '@claims-askes/chassis/db/bulk-effect';
import type { Commit } from '@claims-askes/chassis/db/commit';
import type { Queryable, Sql } from '@claims-askes/chassis/db/connect';
import type { Appeal } from '../domain/appeal';
import type { Cancellation } from '../domain/cancellation';
import type { Claim } from '../domain/claim';
import { instantOf } from './columns';
import type { ClaimAppealRow } from './tables';

export type AppealsRepository = ReturnType<typeof appealsRepository>;

export function appealsRepository(sql: Sql) {
	return {
		/** The oldest first. */
		async list(claimId: string): Promise<Appeal[]> {
			const rows = await sql<ClaimAppealRow[]>`
				select id, claim_id, decision_id, asked_by, reason, status, asked_at, closed_at from claim_appeals
				where claim_id = ${claimId} order by id`;
			return rows.map((row) => ({
				...row,
				asked_at: instantOf(row.asked_at),
				closed_at: row.closed_at === null ? null : instantOf(row.closed_at),
			}));
		},

		async waits(claimId: string): Promise<boolean> {
			const rows = await sql`select from claim_appeals where claim_id = ${claimId} and status = 'open'`;
			return rows.length > 0;
		},
	};
}

/** The name of the effect that moves an appealed claim; it must touch one row. */
export const APPEALED = 'appealed';

/** The writes that keep an appeal and move its claim, as long as that stands where it was seen to stand. */
export const appealingClaim = (
	sql: Queryable,
	claim: Pick<Claim, 'id' | 'version' | 'status'>,
	appeal: Appeal,
): Commit['effects'] => [
	[
		APPEALED,
		sql`update claims set status = 'appealed', version = version + 1, updated_at = ${appeal.asked_at}::timestamptz
			from once where id = ${claim.id} and version = ${claim.version}`,
	],
	sql`insert into claim_history (claim_id, seq, at, from_status, to_status)
		select ${claim.id}::uuid, ${claim.version + 1}::integer, ${appeal.asked_at}::timestamptz, ${claim.status}, 'appealed'
		from once`,
	sql`insert into claim_appeals (id, claim_id, decision_id, asked_by, reason, asked_at)
		select ${appeal.id}::uuid, ${appeal.claim_id}::uuid, ${appeal.decision_id}::uuid, ${appeal.asked_by}, ${appeal.reason},
			${appeal.asked_at}::timestamptz from once`,
];

/** The write that ends the appeals of claims that are cancelled: nobody will answer them. */
export function closingAppeals(sql: Queryable, cancellations: readonly Cancellation[]): NamedEffect[] {
	const [first] = cancellations;
	if (!first) return [];
	const ids = cancellations.map(({ claim }) => claim.id);
	return [
		[
			'closed_appeals',
			sql`update claim_appeals set status = 'closed', closed_at = ${first.at}::timestamptz from once
				where claim_id = any (${ids}::uuid[]) and status = 'open'`,
		],
	];
}

/** Writes what became of appeals; one that was closed with its claim stays so. */
export async function endAppeals(
	tx: Queryable,
	ended: readonly Pick<Appeal, 'id' | 'status'>[],
	at: string,
): Promise<void> {
	await tx`
		update claim_appeals as appeal set status = ended.status, closed_at = ${at}::timestamptz
		from jsonb_to_recordset(${JSON.stringify(ended)}::text::jsonb) as ended (id uuid, status text)
		where appeal.id = ended.id and appeal.status = 'open'`;
}
