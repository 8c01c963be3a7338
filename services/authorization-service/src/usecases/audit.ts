import type { Change } from '@claims-askes/chassis/db/audit';
import type { Authorization } from '../domain/authorization';
import { viewOf } from './views';

/** For the auditor; what says something of a member's health (codes, a reason in words) stays out of the trail. */
export const auditOf = (action: string, before: Authorization | null, after: Authorization): Change => ({
	action,
	entity: 'authorization',
	entityId: after.id,
	...(before ? { before: recorded(before) } : {}),
	after: recorded(after),
});

function recorded(authorization: Authorization) {
	const { codes: _, reason: __, ...rest } = viewOf(authorization);
	return rest;
}
