import { arrayLiteral } from './array-literal';
import type { Fragment, Queryable } from './connect';
import { jsonColumn } from './json-column';

/** One change of business state, for the auditor: what was done to which thing, and how it looked before and after. */
export interface Change {
	/** `<entity>.<action>`, as `claim.received`. */
	readonly action: string;
	readonly entity: string;
	readonly entityId: string;
	readonly before?: object | null | undefined;
	readonly after?: object | null | undefined;
	/** Who did it and in which story, where changes of several are written together. */
	readonly actor?: string;
	readonly correlationId?: string;
}

/** What holds for all changes that do not say otherwise themselves. */
export interface AuditContext {
	readonly actor: string;
	readonly correlationId?: string;
}

/** Appends audit rows inside a transaction. */
export async function recordChanges(
	tx: Queryable,
	service: string,
	context: AuditContext,
	changes: readonly Change[],
): Promise<void> {
	if (changes.length > 0) await auditInsert(tx, service, context, changes);
}

/** The statement that appends audit rows, one or a thousand alike; in a larger one it may go on with `cross join`. */
export function auditInsert(
	sql: Queryable,
	service: string,
	{ actor, correlationId }: AuditContext,
	changes: readonly Change[],
): Fragment {
	const column = (pick: (change: Change) => string | undefined) =>
		sql`${arrayLiteral(changes.map(pick))}::text[]`;
	const json = (pick: (change: Change) => object | null | undefined) => jsonColumn(sql, changes.map(pick));
	return sql`insert into audit.entries (service, actor, action, entity, entity_id, before, after, correlation_id)
		select ${service}, actor, action, entity, entity_id, before::jsonb, after::jsonb, correlation_id
		from unnest(${column((change) => change.actor ?? actor)}, ${column((change) => change.action)},
			${column((change) => change.entity)}, ${column((change) => change.entityId)}, ${json((change) => change.before)},
			${json((change) => change.after)}, ${column((change) => change.correlationId ?? correlationId)})
			as change (actor, action, entity, entity_id, before, after, correlation_id)`;
}
