import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';

export interface Release {
	readonly reviewItemId: string;
	readonly claimId: string;
	readonly fingerprints: readonly string[];
	readonly releasedBy: string;
	readonly reason: string;
}

/** The effect that lets findings pass, for a one-statement write. */
export const letPass = (sql: Queryable, release: Release): Fragment => sql`
	insert into releases (claim_id, fingerprint, review_item_id, released_by, reason)
	select ${release.claimId}::uuid, fingerprint, ${release.reviewItemId}::uuid, ${release.releasedBy}, ${release.reason}
	from unnest(${release.fingerprints as string[]}::text[]) as fingerprint cross join once
	on conflict (claim_id, fingerprint) do nothing`;

/** What people let pass, by claim. */
export async function releasedFingerprints(
	tx: Queryable,
	claimIds: readonly string[],
): Promise<Map<string, string[]>> {
	const rows = await tx<{ claim_id: string; fingerprint: string }[]>`
		select claim_id, fingerprint from releases where claim_id = any (${claimIds as string[]}::uuid[])
		order by claim_id, fingerprint`;
	const byClaim = Map.groupBy(rows, ({ claim_id }) => claim_id);
	return new Map([...byClaim].map(([claim, found]) => [claim, found.map(({ fingerprint }) => fingerprint)]));
}
