import type { Sql } from '@claims-askes/chassis/db/connect';
import type { ClaimStatus } from '../domain/claim-status';

export type ClaimCounts = ReturnType<typeof claimCounts>;

export const claimCounts = (sql: Sql) => ({
	/** How many claims stand where, in one snapshot; a status where none ever stood is left out. */
	async read(): Promise<ReadonlyMap<ClaimStatus, number>> {
		const rows = await sql<{ status: ClaimStatus; claims: number }[]>`
			select status, sum(claims)::float8 as claims
			from (
				select status, claims from claim_counts union all select status, claims from claim_count_changes
			) as counted
			group by status`;
		return new Map(rows.map(({ status, claims }) => [status, claims]));
	},
});
