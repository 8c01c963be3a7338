import type { Queryable } from '@claims-askes/chassis/db/connect';
import { ownerOf } from '../domain/owners';
import type { StoredDecision } from '../domain/stored-decision';
import type { Short } from './recalculations.repository';

/** Remembers which shared balances had too little left for a claim; most batches have none of it. */
export async function insertShortages(tx: Queryable, stored: readonly StoredDecision[]): Promise<void> {
	const short = stored.flatMap(({ id, currency, days, parties, shortages }) =>
		parties.familyId
			? shortages.map((shortage) => ({
					...{ decision_id: id, currency, first_date: days.first, family_id: parties.familyId },
					...shortage,
				}))
			: [],
	);
	if (short.length === 0) return;
	await tx`
		insert into shortages (key, currency, first_date, family_id, decision_id, most)
		select key, currency, first_date, family_id, decision_id, most
		from jsonb_to_recordset(${JSON.stringify(short)}::text::jsonb) as short (key text, currency text, first_date date,
			family_id uuid, decision_id uuid, most bigint)`;
}

const waitFor = (tx: Queryable) => tx`
	shortages as short join decisions as decision
		on decision.id = short.decision_id and decision.kind = 'decision' and decision.reversed_by is null`;

/** Those of these balances of which something is left while a claim stands that had too little of it. */
export async function balancesWaitedFor(
	tx: Queryable,
	balances: readonly Pick<Short, 'key' | 'currency'>[],
): Promise<Pick<Short, 'key' | 'currency'>[]> {
	if (balances.length === 0) return [];
	return tx<Pick<Short, 'key' | 'currency'>[]>`
		select key, currency
		from unnest(${balances.map(({ key }) => key)}::text[], ${balances.map(({ currency }) => currency)}::text[],
			${balances.map(({ key }) => ownerOf(key))}::text[]) as freed (key, currency, owner)
		left join accumulators as balance using (key, currency, owner)
		where exists (
			select from ${waitFor(tx)}
			where short.key = freed.key and short.currency = freed.currency and short.most > coalesce(balance.used, 0)
		)`;
}

/** Before a line begins: forgets who waits no longer, and lets those who do know of what was put in. */
export async function openLine(tx: Queryable, { key, currency, credited = 0 }: Short): Promise<void> {
	await tx`
		delete from shortages as short using decisions as decision
		where short.key = ${key} and short.currency = ${currency} and decision.id = short.decision_id
			and decision.reversed_by is not null`;
	if (credited > 0)
		await tx`update shortages set most = most + ${credited}::bigint where key = ${key} and currency = ${currency}`;
}

/** The place of a family in the line for a balance. */
export interface LinePlace {
	readonly since: string;
	readonly familyId: string;
}

/**
 * Has the next family in the line decided again, in the same cause, as long as something is left; answers how many. One at
 * a time: each takes what it can before the next is asked, and each is asked once.
 */
export async function askNextInLine(
	tx: Queryable,
	recalculationId: string,
	{ key, currency }: Short,
	after: LinePlace | null,
): Promise<number> {
	const { count } = await tx`
		insert into family_recalculations (recalculation_id, family_id, claim_ids, since, ripe_at)
		select ${recalculationId}::uuid, next.family_id, array[next.claim_id], next.first_date, now()
		from (
			select short.family_id, short.first_date, decision.claim_id from ${waitFor(tx)}
			where key = ${key} and short.currency = ${currency}
				and (${after === null} or (short.first_date, short.family_id)
					> (${after?.since ?? null}::text::date, ${after?.familyId ?? null}::uuid))
				and most > coalesce((select used from accumulators
					where owner = ${ownerOf(key)} and key = ${key} and currency = ${currency}), 0)
			order by short.first_date, short.family_id limit 1
		) as next
		where not exists (
			select from family_recalculations as asked where asked.recalculation_id = ${recalculationId}::uuid
				and asked.family_id = next.family_id and asked.since = next.first_date
		)`;
	return count;
}
