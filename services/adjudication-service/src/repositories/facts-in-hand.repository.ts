import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';

/** Whoever has not stored after so long what came of the facts has died, or has to gather them anew. */
const AT_MOST_SECONDS = 60;

/** Says, before the first question, that facts are being gathered by which claims will be decided. */
export async function takeUpFacts(sql: Queryable, id: string): Promise<void> {
	await sql`insert into facts_in_hand (id) values (${id})`;
}

/** In the transaction that stores what came of them. False where they were given up as too old. */
export async function putDownFacts(tx: Queryable, id: string): Promise<boolean> {
	const { count } = await tx`delete from facts_in_hand where id = ${id}`;
	return count > 0;
}

export async function giveUpOldFacts(sql: Queryable): Promise<void> {
	await sql`delete from facts_in_hand where began_at < now() - ${AT_MOST_SECONDS}::int * interval '1 second'`;
}

export async function giveUpFactsBefore(sql: Queryable, instant: Date): Promise<void> {
	await sql`delete from facts_in_hand where began_at < ${instant.toISOString()}`;
}

/** Whether nobody has facts in hand any more that are older than an instant. */
export const noFactsSince = (sql: Queryable, instant: Fragment): Fragment =>
	sql`not exists (select from facts_in_hand where began_at <= ${instant})`;
