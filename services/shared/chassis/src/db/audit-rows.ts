import type { AuditContext, Change } from './audit';
import { type CopiedRows, copyLine } from './copy-rows';

/** What `auditInsert` writes, as rows to be copied. */
export function auditRows(
	service: string,
	{ actor, correlationId }: AuditContext,
	changes: readonly Change[],
): CopiedRows {
	const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
	return {
		table: 'audit.entries',
		columns: 'service, actor, action, entity, entity_id, before, after, correlation_id',
		lines: changes
			.map((change) =>
				copyLine([
					service,
					change.actor ?? actor,
					change.action,
					change.entity,
					change.entityId,
					json(change.before),
					json(change.after),
					change.correlationId ?? correlationId,
				]),
			)
			.join(''),
	};
}
