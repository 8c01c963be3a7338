import { bulkEffect, type NamedEffect } from '@claims-askes/chassis/db/bulk-effect';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { Minor, Review } from '@claims-askes/engine';
import type { PersonsDenial } from '../domain/persons-denial';
import type { PersonsWord } from '../domain/review-action';
import type { ReviewItem } from '../domain/review-item';
import { instant } from './decision-reader.repository';
import { loadUnanswered } from './unanswered-documents.repository';

interface WordOfItem {
	readonly item: Pick<ReviewItem, 'id' | 'claim_id' | 'kind'>;
	readonly word: PersonsWord;
}

/** The effects that keep what people said, for a one-statement write. */
export function keepWords(sql: Queryable, words: readonly WordOfItem[]): NamedEffect[] {
	const rowsOf = <T>(pick: (word: PersonsWord) => readonly T[]) =>
		words.flatMap(({ item, word }) =>
			pick(word).map((said) => ({
				...{ claim_id: item.claim_id, review_item_id: item.id, by: word.by, reason: word.reason },
				...said,
			})),
		);
	const releases = rowsOf(({ released }) =>
		released.map(({ fingerprint, covers }) => ({
			fingerprint,
			...(covers && { covers: covers.fingerprint, up_to: covers.up_to }),
		})),
	);
	const prices = rowsOf(({ prices }) => prices);
	const overridden = words.flatMap(({ item }) =>
		item.kind === 'override' ? { claim_id: item.claim_id } : [],
	);
	const denials = rowsOf(({ denial }) => (denial ? [{ denial }] : []));
	return [
		...bulkEffect(
			'kept_releases',
			releases,
			(json) => sql`
			insert into releases (claim_id, fingerprint, covers, up_to, review_item_id, released_by, reason)
			select claim_id, fingerprint, covers, up_to, review_item_id, by, reason
			from jsonb_to_recordset(${json}::text::jsonb) as said (claim_id uuid, fingerprint text, covers text, up_to bigint,
				review_item_id uuid, by text, reason text) cross join once
			on conflict (claim_id, fingerprint) do nothing`,
		),
		...bulkEffect(
			'kept_prices',
			prices,
			(json) => sql`
			insert into reviewed_prices (claim_id, line, allowed, review_item_id, reviewed_by)
			select claim_id, line, allowed, review_item_id, by
			from jsonb_to_recordset(${json}::text::jsonb) as said (claim_id uuid, line int, allowed bigint, review_item_id uuid,
				by text) cross join once
			on conflict (claim_id, line) do update set allowed = excluded.allowed, review_item_id = excluded.review_item_id,
				reviewed_by = excluded.reviewed_by, reviewed_at = now()`,
		),
		...bulkEffect(
			'withdrawn_denials',
			overridden,
			(json) => sql`
			delete from reviewed_denials using once
			where claim_id in (select claim_id from jsonb_to_recordset(${json}::text::jsonb) as said (claim_id uuid))`,
		),
		...bulkEffect(
			'kept_denials',
			denials,
			(json) => sql`
			insert into reviewed_denials (claim_id, denial, review_item_id, reviewed_by)
			select claim_id, denial, review_item_id, by
			from jsonb_to_recordset(${json}::text::jsonb) as said (claim_id uuid, denial jsonb, review_item_id uuid, by text)
				cross join once
			on conflict (claim_id) do update set denial = excluded.denial, review_item_id = excluded.review_item_id,
				reviewed_by = excluded.reviewed_by, reviewed_at = now()`,
		),
	];
}

const NOTHING_SAID: Review = {};

/** What people have let pass and priced of these claims, and asked for in vain, for the engine to go by. */
export async function loadReviews(
	tx: Queryable,
	claimIds: readonly string[],
): Promise<(claimId: string) => Review> {
	const [unansweredOf, releases, prices] = await Promise.all([
		loadUnanswered(tx, claimIds),
		tx<Release[]>`
			select claim_id, fingerprint, covers, up_to from releases where claim_id = any (${claimIds as string[]}::uuid[])
			order by claim_id, fingerprint`,
		tx<{ claim_id: string; line: number; allowed: string }[]>`
			select claim_id, line, allowed from reviewed_prices where claim_id = any (${claimIds as string[]}::uuid[])
			order by claim_id, line`,
	]);
	const releasesOf = Map.groupBy(releases, ({ claim_id }) => claim_id);
	const pricesOf = Map.groupBy(prices, ({ claim_id }) => claim_id);
	return (claimId) => {
		const released = releasesOf.get(claimId);
		const priced = pricesOf
			.get(claimId)
			?.map(({ line, allowed }) => [line, Number(allowed) as Minor] as const);
		const unanswered = unansweredOf.get(claimId);
		if (!released && !priced && !unanswered) return NOTHING_SAID;
		return {
			...(released && letPass(released)),
			...(unanswered && { unanswered }),
			...(priced && { prices: Object.fromEntries(priced) }),
		};
	};
}

interface Release {
	readonly claim_id: string;
	readonly fingerprint: string;
	readonly covers: string | null;
	readonly up_to: string | null;
}

/** Let pass more than once, the highest amount counts. */
function letPass(releases: readonly Release[]): Pick<Review, 'released' | 'covered'> {
	const covered: Record<string, number> = {};
	for (const { covers, up_to } of releases)
		if (covers !== null) covered[covers] = Math.max(covered[covers] ?? 0, Number(up_to));
	const released = releases.map(({ fingerprint }) => fingerprint);
	return Object.keys(covered).length > 0 ? { released, covered } : { released };
}

/** A person's denial that stands, with the item to which it was said. */
export interface StandingDenial {
	readonly review_item_id: string;
	readonly denial: PersonsDenial;
	readonly denied_by: string;
	readonly denied_at: string;
	/** What the person said to colleagues. */
	readonly reason: string | null;
}

export async function readDenial(sql: Queryable, claimId: string): Promise<StandingDenial | null> {
	const [found] = await sql<StandingDenial[]>`
		select review_item_id, denial, reviewed_by as denied_by, ${instant(sql, 'reviewed_at')} as denied_at,
			item.note as reason
		from reviewed_denials as said left join review_items as item on item.id = said.review_item_id
		where said.claim_id = ${claimId}`;
	return found ?? null;
}

/** The claims among these that a person denied: no rule is asked of them any more. */
export async function loadDenials(
	tx: Queryable,
	claimIds: readonly string[],
): Promise<ReadonlyMap<string, PersonsDenial>> {
	const rows = await tx<{ claim_id: string; denial: PersonsDenial }[]>`
		select claim_id, denial from reviewed_denials where claim_id = any (${claimIds as string[]}::uuid[])`;
	return new Map(rows.map(({ claim_id, denial }) => [claim_id, denial]));
}
