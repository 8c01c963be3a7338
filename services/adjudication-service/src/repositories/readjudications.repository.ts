import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import { noFactsSince } from './facts-in-hand.repository';

/** A claim that is to be decided again. */
export interface Readjudication {
	readonly id: string;
	readonly claim_id: string;
	/** `requested`, `balance.freed`, `document.stored`, or what a person did: `review.<status of the item>`. */
	readonly cause: string;
	/** The review item, the document, or what has come back into a balance. */
	readonly subject: string | null;
	readonly requested_by: string;
	readonly correlation_id: string;
}

/** The effect that asks for it, for a one-statement write. */
export const askAgain = (sql: Queryable, requests: readonly Readjudication[]): Fragment =>
	sql`${asking(sql, requests)} cross join once`;

export async function askAllAgain(tx: Queryable, requests: readonly Readjudication[]): Promise<void> {
	if (requests.length === 0) return;
	await asking(tx, requests);
}

const asking = (sql: Queryable, requests: readonly Readjudication[]): Fragment => sql`
	insert into readjudications (id, claim_id, cause, subject, requested_by, correlation_id)
	select id, claim_id, cause, subject, requested_by, correlation_id
	from jsonb_to_recordset(${JSON.stringify(requests)}::text::jsonb) as request (id uuid, claim_id uuid, cause text,
		subject text, requested_by text, correlation_id text)`;

/**
 * Those that wait and may be tried now, the oldest first. A document may have come while its claim was being decided without
 * it, and so before there was a decision that waits: it is left alone until all is stored for which facts were gathered
 * before the first look, when everybody can see the document.
 */
export async function waitingReadjudications(sql: Queryable, limit: number): Promise<Readjudication[]> {
	await sql`
		update readjudications set retry_at = clock_timestamp()
		where done_at is null and retry_at is null and cause = 'document.stored'`;
	return sql<Readjudication[]>`
		select id, claim_id, cause, subject, requested_by, correlation_id from readjudications
		where done_at is null and (retry_at is null or retry_at <= now())
			and (cause <> 'document.stored' or ${noFactsSince(sql, sql`retry_at`)})
		order by id limit ${limit}`;
}

/** Takes those of them that nobody else has done meanwhile. */
export async function takeReadjudications(tx: Queryable, ids: readonly string[]): Promise<Set<string>> {
	const rows = await tx<{ id: string }[]>`
		update readjudications set done_at = now() where id = any (${ids as string[]}::uuid[]) and done_at is null returning id`;
	return new Set(rows.map(({ id }) => id));
}

export async function nameDecisions(
	tx: Queryable,
	made: readonly { readonly id: string; readonly decisionId: string }[],
): Promise<void> {
	await tx`
		update readjudications set decision_id = made.decision_id
		from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ decisionId }) => decisionId)}::uuid[])
			as made (id, decision_id)
		where readjudications.id = made.id`;
}

export async function postpone(sql: Queryable, ids: readonly string[], seconds: number): Promise<void> {
	await sql`
		update readjudications set retry_at = now() + ${seconds}::int * interval '1 second'
		where id = any (${ids as string[]}::uuid[]) and done_at is null`;
}
