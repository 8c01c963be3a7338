import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { EventName } from '@claims-askes/contracts/events';
import { noFactsSince } from './facts-in-hand.repository';
import { decisionsWaitingForFunds } from './review-items.repository';
import { askNextInLine, openLine } from './shortages.repository';

/** Which decided claims something may touch, from a day of care on. */
export interface Touches {
	readonly family_id?: string;
	readonly member_id?: string;
	readonly provider_id?: string;
	readonly policy_id?: string;
	readonly plan_id?: string;
	readonly claim_ids?: readonly string[];
	readonly from?: string;
	/** The policy of which claims wait because its ASO balance was short. */
	readonly unfunded?: string;
	readonly short?: Short;
}

/** A shared balance of which claims had too little, and of which there is more now. */
export interface Short {
	readonly key: string;
	readonly currency: string;
	/** What was put in, in minor units. */
	readonly credited?: number;
	/** The balances that led to it, itself the last. */
	readonly led: readonly string[];
}

/** Why claims are looked at again. */
export interface Cause {
	readonly id: string;
	readonly cause: EventName | 'requested' | 'balance.freed';
	readonly subject: string | null;
	readonly touches: Touches;
	readonly is_forced: boolean;
	readonly requested_by: string;
	readonly correlation_id: string;
}

export async function addCauses(tx: Queryable, causes: readonly Cause[]): Promise<void> {
	if (causes.length > 0) await tx`${insertCauses(tx, causes)}`;
}

/** The effect that asks for it, for a one-statement write. */
export const askedFor = (sql: Queryable, ...causes: readonly Cause[]): Fragment =>
	sql`${insertCauses(sql, causes)} cross join once`;

const insertCauses = (sql: Queryable, causes: readonly Cause[]): Fragment => sql`
	insert into recalculations (id, cause, subject, touches, is_forced, requested_by, correlation_id)
	select id, cause, subject, touches, is_forced, requested_by, correlation_id
	from jsonb_to_recordset(${JSON.stringify(causes)}::text::jsonb) as cause (id uuid, cause text, subject text,
		touches jsonb, is_forced boolean, requested_by text, correlation_id text)`;

/**
 * Those whose claims are not looked for yet, the oldest first. One that was heard a moment ago is left to settle, and until
 * every claim is stored for which facts were gathered before it.
 */
export async function waitingCauses(sql: Queryable, settleMs: number, limit: number): Promise<Cause[]> {
	return sql<Cause[]>`
		select id, cause, subject, touches, is_forced, requested_by, correlation_id from recalculations
		where found_at is null
			and (cause in ('requested', 'balance.freed') or requested_at <= now() - ${settleMs}::int * interval '1 millisecond'
				and ${noFactsSince(sql, sql`requested_at`)})
		order by requested_at, id limit ${limit}`;
}

/** Takes those of them that nobody else has taken meanwhile. */
export async function takeCauses(tx: Queryable, ids: readonly string[]): Promise<Set<string>> {
	const rows = await tx<{ id: string }[]>`
		update recalculations set found_at = now() where id = any (${ids as string[]}::uuid[]) and found_at is null
		returning id`;
	return new Set(rows.map(({ id }) => id));
}

/** Forgets causes that touch nothing: most people who are enrolled have no claims yet. */
export async function forgetCauses(tx: Queryable, ids: readonly string[]): Promise<void> {
	await tx`
		delete from recalculations where id = any (${ids as string[]}::uuid[]) and cause <> 'requested'
			and not exists (select from family_recalculations where recalculation_id = recalculations.id)`;
}

/** The claims that named somebody by one of these numbers when nobody knew them. */
export async function claimsNaming(
	sql: Queryable,
	numbers: readonly string[],
): Promise<Map<string, string[]>> {
	const rows = await sql<{ number: string; claim_id: string }[]>`
		select number, claim_id from unknown_parties where number = any (${numbers as string[]}::text[])`;
	const byNumber = Map.groupBy(rows, ({ number }) => number);
	return new Map([...byNumber].map(([number, found]) => [number, found.map(({ claim_id }) => claim_id)]));
}

/** What is known of a cause by the time its claims are looked for. */
export interface Search {
	readonly cause: Cause;
	/** Of the plan that changed. */
	readonly planVersionIds: readonly string[];
	/** Claims that named the member or provider when nobody knew them. */
	readonly namedBy: readonly string[];
}

/**
 * Writes down the families that a cause touches, each with its touched claims; a claim of nobody is alone. The oldest care is
 * first, for in that order they are decided again and take what was too little for all.
 */
export async function addFamilies(
	tx: Queryable,
	{ cause, planVersionIds, namedBy }: Search,
): Promise<number> {
	const { id, touches, is_forced } = cause;
	if (touches.short) {
		await openLine(tx, touches.short);
		return askNextInLine(tx, id, touches.short, null);
	}
	const { count } = await tx`
		with touched as (${touchedBy(tx, touches, planVersionIds)}
			union select claim_id, family_id, first_date from decisions
			where claim_id = any (${namedBy as string[]}::uuid[]) and kind = 'decision' and reversed_by is null
				and (member_id is null or provider_id is null)
		)
		insert into family_recalculations (recalculation_id, family_id, claim_ids, since, ripe_at)
		select ${id}, whose, array_agg(claim_id order by first_date, claim_id),
			case when ${is_forced} then min(first_date) end, now()
		from (
			select claim_id, first_date, coalesce(family_id, ${namedBy.length > 0 ? (touches.family_id ?? null) : null}::uuid) as whose
			from touched
		) as claim
		group by whose, case when whose is null then claim_id end
		order by min(first_date), min(claim_id::text)`;
	return count;
}

function touchedBy(tx: Queryable, touches: Touches, planVersionIds: readonly string[]): Fragment {
	const { family_id, member_id, provider_id, policy_id, plan_id, claim_ids, unfunded, from = null } = touches;
	const live = (which: Fragment) => tx`
		select claim_id, family_id, first_date from decisions
		where ${which} and kind = 'decision' and reversed_by is null
			and (${from}::text is null or last_date >= ${from}::text::date)`;
	if (claim_ids) return live(tx`claim_id = any (${claim_ids as string[]}::uuid[])`);
	if (unfunded) return live(tx`id in (${decisionsWaitingForFunds(tx, [unfunded])})`);
	if (member_id) return live(tx`member_id = ${member_id}`);
	if (family_id) return live(tx`family_id = ${family_id}`);
	if (provider_id) return live(tx`provider_id = ${provider_id}`);
	if (policy_id) return live(tx`policy_id = ${policy_id}`);
	if (plan_id)
		return tx`
		with recursive policies (id) as (
			(select policy_id from decisions where ${LIVE(tx)} and policy_id is not null order by policy_id limit 1)
			union all
			select (select policy_id from decisions where ${LIVE(tx)} and policy_id > policies.id order by policy_id limit 1)
			from policies where policies.id is not null
		)
		select claim_id, family_id, first_date
		from policies cross join unnest(${planVersionIds as string[]}::uuid[]) as version (id)
		join decisions on policy_id = policies.id and plan_version_id = version.id and ${LIVE(tx)}
			and (${from}::text is null or last_date >= ${from}::text::date)`;
	return live(tx`false`);
}

const LIVE = (sql: Queryable): Fragment => sql`kind = 'decision' and reversed_by is null`;

/** One family's part of a cause, in the hands of the one who took it. */
export interface FamilyPart {
	readonly id: string;
	readonly family_id: string | null;
	readonly claim_ids: readonly string[];
	readonly since: string | null;
	readonly failures: number;
	readonly recalculation_id: string;
	readonly cause: Cause['cause'];
	readonly subject: string | null;
	readonly touches: Touches;
	readonly requested_by: string;
	readonly correlation_id: string;
	/** When it was taken, by the database's clock. */
	readonly taken_at: string;
	/** Until when nobody else takes it; the same for all that were taken together. */
	readonly held_until: string;
}

/** Takes parts that wait, so that nobody else takes them for a while. */
export async function takeParts(sql: Queryable, limit: number, leaseMs: number): Promise<FamilyPart[]> {
	const parts = await sql<FamilyPart[]>`
		update family_recalculations as part set ripe_at = ${after(sql, leaseMs)}
		from recalculations as cause
		where cause.id = part.recalculation_id and part.id in (
			select id from family_recalculations
			where done_at is null and parked_at is null and ripe_at <= now()
			order by id limit ${limit} for update skip locked
		)
		returning part.id, family_id, claim_ids, since, failures, recalculation_id, cause.cause, subject, touches, requested_by,
			correlation_id,
			clock_timestamp()::text as taken_at, ripe_at::text as held_until`;
	return parts.toSorted((a, b) => Number(a.id) - Number(b.id));
}

const after = (sql: Queryable, ms: number): Fragment => sql`now() + ${ms}::int * interval '1 millisecond'`;

/**
 * Holds on to those parts that are in hand still: what was put off or taken by another is ripe at another time. Answers until
 * when; null where none is left.
 */
export async function holdOn(
	sql: Queryable,
	ids: readonly string[],
	until: string,
	leaseMs: number,
): Promise<string | null> {
	const [held] = await sql<{ until: string }[]>`
		update family_recalculations set ripe_at = ${after(sql, leaseMs)}
		where id = any (${ids as string[]}::bigint[]) and ripe_at = ${until}::timestamptz and done_at is null
		returning ripe_at::text as until`;
	return held?.until ?? null;
}

export interface Outcome {
	readonly id: string;
	readonly looked_at: number;
	readonly adjusted: number;
	/** In minor units. */
	readonly net: Readonly<Record<string, number>>;
}

/** Says what came of parts; answers those that were still to be done. */
export async function finishParts(tx: Queryable, outcomes: readonly Outcome[]): Promise<Set<string>> {
	const rows = await tx<{ id: string }[]>`
		update family_recalculations as part set done_at = clock_timestamp(), looked_at = outcome.looked_at,
			adjusted = outcome.adjusted, net = outcome.net
		from jsonb_to_recordset(${JSON.stringify(outcomes)}::text::jsonb)
			as outcome (id bigint, looked_at int, adjusted int, net jsonb)
		where part.id = outcome.id and part.done_at is null returning part.id`;
	return new Set(rows.map(({ id }) => id));
}

/** Whether some of these parts were done by another meanwhile, or their family was decided again since they were taken. */
export async function isOvertaken(tx: Queryable, parts: readonly FamilyPart[]): Promise<boolean> {
	const column = <T>(pick: (part: FamilyPart) => T) => parts.map(pick);
	const [found] = await tx<{ overtaken: boolean }[]>`
		select exists (
			select from unnest(${column(({ id }) => id)}::bigint[], ${column(({ family_id }) => family_id)}::uuid[],
				${column(({ taken_at }) => taken_at)}::text[]::timestamptz[]) as mine (id, family_id, taken_at)
			join family_recalculations as other on other.id = mine.id
				or (other.family_id = mine.family_id and other.done_at >= mine.taken_at)
			where other.done_at is not null
		) as overtaken`;
	return found?.overtaken ?? false;
}

/** Claims that turned out to belong elsewhere, or whose leaving lets others have more: looked at in the same cause. */
export async function addParts(
	tx: Queryable,
	parts: readonly {
		readonly of: string;
		readonly family_id: string;
		readonly claim_ids: readonly string[];
		readonly since: string;
	}[],
): Promise<void> {
	if (parts.length === 0) return;
	await tx`
		insert into family_recalculations (recalculation_id, family_id, claim_ids, since, ripe_at)
		select part.recalculation_id, fresh.family_id, fresh.claim_ids, fresh.since, now()
		from jsonb_to_recordset(${JSON.stringify(parts)}::text::jsonb)
			as fresh ("of" bigint, family_id uuid, claim_ids uuid[], since date)
		join family_recalculations as part on part.id = fresh.of`;
}

/** Puts parts off; one that failed too often by its own fault is set aside until somebody looks at it. */
export async function putOff(
	sql: Queryable,
	ids: readonly string[],
	{
		seconds,
		error,
		isParked,
	}: { readonly seconds: number; readonly error: string | null; readonly isParked: boolean },
): Promise<void> {
	await sql`
		update family_recalculations set ripe_at = now() + ${seconds}::int * interval '1 second',
			failures = failures + ${error === null ? 0 : 1}, error_code = ${error},
			parked_at = case when ${isParked} then now() end
		where id = any (${ids as string[]}::bigint[]) and done_at is null`;
}

/** The effect that has parked parts tried again, for a one-statement write. */
export const unparking = (sql: Queryable, recalculationId: string): Fragment => sql`
	update family_recalculations set parked_at = null, failures = 0, error_code = null, ripe_at = now()
	from once where recalculation_id = ${recalculationId}::uuid and parked_at is not null and done_at is null`;
