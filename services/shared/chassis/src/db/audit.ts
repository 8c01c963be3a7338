import type { Call } from '../http/caller';
import type { Fragment, Queryable } from './connect';

/** One change of business state, for the auditor: what was done to which thing, and how it looked before and after. */
export interface Change {
	/** `<entity>.<action>`, as `claim.received`. */
	readonly action: string;
	readonly entity: string;
	readonly entityId: string;
	readonly before?: unknown;
	readonly after?: unknown;
}

export interface AuditContext {
	readonly actor: string;
	readonly correlationId: string;
}

/** The CTE that appends audit rows to a one-statement write; `once` must stand before it. */
export function auditEffect(
	sql: Queryable,
	service: string,
	call: Call,
	changes: readonly Change[],
): Fragment {
	if (changes.length === 0) return sql``;
	return sql`, audited as (${insertion(sql, service, { actor: call.caller.subject, correlationId: call.correlationId }, changes)}
		cross join once)`;
}

/** Appends audit rows inside a transaction. */
export async function recordChanges(
	tx: Queryable,
	service: string,
	context: AuditContext,
	changes: readonly Change[],
): Promise<void> {
	if (changes.length > 0) await insertion(tx, service, context, changes);
}

function insertion(
	sql: Queryable,
	service: string,
	context: AuditContext,
	changes: readonly Change[],
): Fragment {
	const column = <T>(pick: (change: Change) => T) => changes.map(pick);
	const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
	return sql`insert into audit.entries (service, actor, action, entity, entity_id, before, after, correlation_id)
		select ${service}, ${context.actor}, change.action, change.entity, change.entity_id,
			change.before::jsonb, change.after::jsonb, ${context.correlationId}
		from unnest(${column((c) => c.action)}::text[], ${column((c) => c.entity)}::text[],
			${column((c) => c.entityId)}::text[], ${column((c) => json(c.before))}::text[],
			${column((c) => json(c.after))}::text[]) as change(action, entity, entity_id, before, after)`;
}
