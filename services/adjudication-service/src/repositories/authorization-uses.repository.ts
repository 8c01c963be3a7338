import type { Queryable } from '@claims-askes/chassis/db/connect';

/** What a claim uses of an authorization now, in all. */
export interface AuthorizationUse {
	readonly authorizationId: string;
	readonly claimId: string;
	readonly currency: string;
	readonly amount: string;
}

export async function useAuthorizations(tx: Queryable, uses: readonly AuthorizationUse[]): Promise<void> {
	if (uses.length === 0) return;
	await tx`
		insert into authorization_uses as known (authorization_id, claim_id, currency, amount)
		select * from unnest(
			${uses.map(({ authorizationId }) => authorizationId)}::uuid[], ${uses.map(({ claimId }) => claimId)}::uuid[],
			${uses.map(({ currency }) => currency)}::text[], ${uses.map(({ amount }) => amount)}::text[]::numeric[]
		)
		on conflict (authorization_id, claim_id) do update set amount = excluded.amount, version = known.version + 1`;
}

/** Claims whose decisions were undone give everything back. */
export async function returnAuthorizations(tx: Queryable, claimIds: readonly string[]): Promise<void> {
	await tx`
		update authorization_uses set amount = 0, version = version + 1
		where claim_id = any (${claimIds as string[]}::uuid[]) and amount <> 0`;
}

export interface UntoldUse {
	readonly authorization_id: string;
	readonly claim_id: string;
	readonly currency: string;
	readonly amount: string;
	readonly version: number;
}

/** Uses that authorization-service has not heard of yet. */
export async function untoldUses(sql: Queryable, limit: number): Promise<UntoldUse[]> {
	return sql<UntoldUse[]>`
		select authorization_id, claim_id, currency, amount, version from authorization_uses
		where told_version < version order by authorization_id limit ${limit}`;
}

export async function markTold(sql: Queryable, use: UntoldUse): Promise<void> {
	await sql`
		update authorization_uses set told_version = greatest(told_version, ${use.version})
		where authorization_id = ${use.authorization_id} and claim_id = ${use.claim_id}`;
}
