import type { Fragment, Queryable } from './connect';

/** One change of business state, for the auditor: what was done to which thing, and how it looked before and after. */
export interface Change {
	/** `<entity>.<action>`, as `claim.received`. */
	readonly action: string;
	readonly entity: string;
	readonly entityId: string;
	readonly before?: unknown;
	readonly after?: unknown;
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
	const rows = changes.map((change) => ({
		actor: change.actor ?? actor,
		action: change.action,
		entity: change.entity,
		entity_id: change.entityId,
		before: change.before,
		after: change.after,
		correlation_id: change.correlationId ?? correlationId,
	}));
	return sql`insert into audit.entries (service, actor, action, entity, entity_id, before, after, correlation_id)
		select ${service}, actor, action, entity, entity_id, before, after, correlation_id
		from json_to_recordset(${JSON.stringify(rows)}::text::json) as change (actor text, action text, entity text,
			entity_id text, before jsonb, after jsonb, correlation_id text)`;
}
