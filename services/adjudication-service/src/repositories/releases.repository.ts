import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { Minor, Review } from '@claims-askes/engine';

/** What a person said of a claim that waited: findings that may pass, and prices where there were none. */
export interface PersonsReview {
	readonly reviewItemId: string;
	readonly claimId: string;
	readonly by: string;
	readonly reason: string;
	readonly fingerprints: readonly string[];
	readonly prices: readonly ReviewedPrice[];
}

export interface ReviewedPrice {
	readonly line: number;
	readonly allowed: Minor;
}

/** The effects that keep it, for a one-statement write. */
export function keepReview(sql: Queryable, review: PersonsReview): Fragment[] {
	const { reviewItemId, claimId, by, reason, fingerprints, prices } = review;
	return [
		sql`insert into releases (claim_id, fingerprint, review_item_id, released_by, reason)
			select ${claimId}::uuid, fingerprint, ${reviewItemId}::uuid, ${by}, ${reason}
			from unnest(${fingerprints as string[]}::text[]) as fingerprint cross join once
			on conflict (claim_id, fingerprint) do nothing`,
		sql`insert into reviewed_prices (claim_id, line, allowed, review_item_id, reviewed_by)
			select ${claimId}::uuid, line, allowed, ${reviewItemId}::uuid, ${by}
			from unnest(
				${prices.map(({ line }) => line)}::int[], ${prices.map(({ allowed }) => allowed)}::bigint[]
			) as price (line, allowed) cross join once
			on conflict (claim_id, line) do update set allowed = excluded.allowed, review_item_id = excluded.review_item_id,
				reviewed_by = excluded.reviewed_by, reviewed_at = now()`,
	];
}

const NOTHING_SAID: Review = {};

/** What people have said of these claims, for the engine to go by. */
export async function loadReviews(
	tx: Queryable,
	claimIds: readonly string[],
): Promise<(claimId: string) => Review> {
	const [releases, prices] = await Promise.all([
		tx<{ claim_id: string; fingerprint: string }[]>`
			select claim_id, fingerprint from releases where claim_id = any (${claimIds as string[]}::uuid[])
			order by claim_id, fingerprint`,
		tx<{ claim_id: string; line: number; allowed: string }[]>`
			select claim_id, line, allowed from reviewed_prices where claim_id = any (${claimIds as string[]}::uuid[])
			order by claim_id, line`,
	]);
	const releasesOf = Map.groupBy(releases, ({ claim_id }) => claim_id);
	const pricesOf = Map.groupBy(prices, ({ claim_id }) => claim_id);
	return (claimId) => {
		const released = releasesOf.get(claimId)?.map(({ fingerprint }) => fingerprint);
		const priced = pricesOf
			.get(claimId)
			?.map(({ line, allowed }) => [line, Number(allowed) as Minor] as const);
		if (!released && !priced) return NOTHING_SAID;
		return { ...(released && { released }), ...(priced && { prices: Object.fromEntries(priced) }) };
	};
}
