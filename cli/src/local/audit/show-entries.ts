import type postgres from 'postgres';
import { withTrails } from './trail';

/** What is asked for: things by their kind and ids, or what someone did, or what belongs to a story. */
export type Question =
	| { readonly things: Readonly<Record<string, readonly string[]>> }
	| { readonly actor: string }
	| { readonly correlation: string };

export interface Page {
	readonly limit: number;
	/** Where the page before ended, as it said itself. */
	readonly after?: string | undefined;
}

export interface Entry {
	readonly id: string;
	readonly at: Date;
	readonly service: string;
	readonly actor: string;
	readonly action: string;
	readonly entity: string;
	readonly entity_id: string;
	readonly before: unknown;
	readonly after: unknown;
	readonly correlation_id: string | null;
}

/** One server after the other, each in the order of ids; a place is `<server>-<id>`. */
export async function showEntries(
	urls: readonly string[],
	question: Question,
	{ limit, after = '0-0' }: Page,
): Promise<{ entries: Entry[]; next: string | null }> {
	const [server = 0, id = '0'] = [Number(after.split('-')[0]), after.split('-')[1]];
	return await withTrails(urls, async (trails) => {
		const found: { at: number; entry: Entry }[] = [];
		for (const [at, { sql }] of trails.entries()) {
			if (at < server || found.length > limit) continue;
			const rest = limit + 1 - found.length;
			const entries = await readEntries(sql, question, at === server ? id : '0', rest);
			found.push(...entries.map((entry) => ({ at, entry })));
		}
		const page = found.slice(0, limit);
		const last = page.at(-1);
		return {
			entries: page.map(({ entry }) => entry),
			next: found.length > limit && last ? `${last.at}-${last.entry.id}` : null,
		};
	});
}

const COLUMNS = 'id, at, service, actor, action, entity, entity_id, before, after, correlation_id';

/** Never through the whole table: its size is that of everything that ever happened. */
async function readEntries(
	sql: postgres.Sql,
	question: Question,
	after: string,
	limit: number,
): Promise<Entry[]> {
	return await sql.begin('read only', async (tx) => {
		await tx`set local enable_seqscan to off`;
		// Nobody counts stories, so PostgreSQL takes one for common and would look for it id by id.
		if ('correlation' in question) await tx`set local enable_indexscan to off`;
		return await tx<Entry[]>`
			select ${tx.unsafe(COLUMNS)} from audit.entries
			where id > ${after}::bigint and ${conditionOf(tx, question)}
			order by id limit ${limit}`;
	});
}

function conditionOf(sql: postgres.TransactionSql, question: Question) {
	if ('actor' in question) return sql`actor = ${question.actor}`;
	if ('correlation' in question) return sql`correlation_id = ${question.correlation}`;
	const things = Object.entries(question.things).flatMap(([entity, ids]) =>
		ids.map((id) => ({ entity, id })),
	);
	return sql`(entity, entity_id) in (
		select thing ->> 'entity', thing ->> 'id' from jsonb_array_elements(${sql.json(things)}) as thing)`;
}
