import type { Sql } from './connect';

/** What a statement deletes well within its time, however much has come together in days of import or of standing still. */
const AT_ONCE = 50_000;

/** Forgets idempotency keys that are older than so many hours, some at a time, and answers how many. */
export async function forgetKeys(sql: Sql, olderThanHours: number, atOnce = AT_ONCE): Promise<number> {
	let forgotten = 0;
	for (;;) {
		const { count } = await sql`
			delete from idempotency_keys where ctid = any (array(
				select ctid from idempotency_keys
				where created_at < now() - ${olderThanHours}::int * interval '1 hour'
				limit ${atOnce}))`;
		forgotten += count;
		if (count < atOnce) return forgotten;
	}
}
