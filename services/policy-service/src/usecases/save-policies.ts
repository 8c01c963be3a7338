import type { Change } from '@claims-askes/chassis/db/audit';
import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE } from '@claims-askes/chassis/db/write-once';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { isNew, type Revision } from '@claims-askes/kernel/revision';
import type { GroupChange } from '../domain/group';
import type { PolicyChange } from '../domain/policy';
import { policyEffects } from '../repositories/policy-effects';
import type { Deps } from './deps';

interface Changes {
	readonly groups?: readonly GroupChange[];
	readonly policies?: readonly PolicyChange[];
}

interface Reply {
	readonly status: number;
	readonly data: unknown;
}

/** Stores groups and policies with audit rows and events. Throws LOST_RACE where one has changed since it was read. */
export function savePolicies(
	{ platform }: Deps,
	call: Call,
	{ groups = [], policies = [] }: Changes,
	reply: Reply,
): Promise<StoredAnswer> {
	return commit(platform, call, {
		...reply,
		effects: policyEffects(platform.sql, groups, policies),
		events: [...groups.map(groupEvent), ...policies.flatMap(policyEvents)],
		audit: [...groups.map(groupAudit), ...policies.flatMap(policyAudit)],
		requires: [
			{ effect: 'groups_changed', rows: groups.filter(isKnown).length, otherwise: LOST_RACE },
			{ effect: 'policies_changed', rows: policies.filter(isKnown).length, otherwise: LOST_RACE },
		].filter(({ rows }) => rows > 0),
	});
}

const isKnown = (revision: Revision<unknown>): boolean => !isNew(revision);

const groupEvent = ({ before, after }: GroupChange): NewEvent => ({
	type: before ? 'group.changed' : 'group.registered',
	key: after.id,
	data: { group_id: after.id },
});

function policyEvents({ before, after, endorsements }: PolicyChange): NewEvent[] {
	const { id: policy_id, group_id, from } = after;
	if (before === null)
		return [{ type: 'policy.issued', key: policy_id, data: { policy_id, group_id, from } }];
	return endorsements.map(({ id, effective_on }) => ({
		type: 'policy.endorsed',
		key: policy_id,
		data: { policy_id, group_id, endorsement_id: id, from: effective_on },
	}));
}

const groupAudit = ({ before, after }: GroupChange): Change => ({
	action: before ? 'group.changed' : 'group.registered',
	entity: 'group',
	entityId: after.id,
	...(before ? { before } : {}),
	after,
});

function policyAudit({ before, after, endorsements }: PolicyChange): Change[] {
	const about = { entity: 'policy', entityId: after.id };
	if (before === null) return [{ action: 'policy.issued', ...about, after }];
	return [{ action: 'policy.endorsed', ...about, before, after: { ...after, endorsements } }];
}
