import type { Change } from '@claims-askes/chassis/db/audit';
import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE } from '@claims-askes/chassis/db/write-once';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { isNew } from '@claims-askes/kernel/revision';
import { firstDayOtherwise } from '../domain/coverage';
import { changedFields, type MemberChange } from '../domain/member';
import { memberEffects } from '../repositories/member-effects';
import type { Deps } from './deps';

interface Reply {
	readonly status: number;
	readonly data: unknown;
}

/** Stores members with their coverages, audit rows and events. Throws LOST_RACE where one has changed since it was read. */
export async function saveMembers(
	{ platform, enrolled }: Deps,
	call: Call,
	changes: readonly MemberChange[],
	reply: Reply,
): Promise<StoredAnswer> {
	const today = dayIn(platform.config.PAYER_TIME_ZONE, platform.now());
	const updates = changes.filter((change) => !isNew(change)).length;
	const answer = await commit(platform, call, {
		...reply,
		effects: memberEffects(platform.sql, changes),
		events: changes.flatMap((change) => eventsOf(change, today)),
		audit: changes.map(auditOf),
		...(updates > 0 ? { requires: { effect: 'members_changed', rows: updates, otherwise: LOST_RACE } } : {}),
	});
	if (!answer.replayed) enrolled.inc(changes.length - updates);
	return answer;
}

/**
 * Ordered by family: whoever decides about a family's claims hears its changes one after the other. Whoever waives
 * coverage and is enrolled for the dependants' sake has no first day of their own.
 */
function eventsOf(change: MemberChange, today: CalendarDate): NewEvent[] {
	const { before, after } = change;
	const { id: member_id, family_id } = after;
	const from = firstDayOtherwise(before?.coverages ?? [], after.coverages);
	const key = family_id;
	if (before === null)
		return [{ type: 'member.enrolled', key, data: { member_id, family_id, from: from ?? today } }];
	return [
		...(changedFields(change).length > 0
			? [{ type: 'member.changed' as const, key, data: { member_id, family_id } }]
			: []),
		...(from === null
			? []
			: [{ type: 'member.coverage.changed' as const, key, data: { member_id, family_id, from } }]),
	];
}

/** The trail is never erased, so of personal facts it keeps only which of them changed. */
function auditOf(change: MemberChange): Change {
	const { before, after } = change;
	return {
		action: before ? 'member.changed' : 'member.enrolled',
		entity: 'member',
		entityId: after.id,
		...(before ? { before: recorded(before) } : {}),
		after: { ...recorded(after), changed: changedFields(change) },
	};
}

const recorded = ({ family_id, group_id, relationship, status, coverages }: MemberChange['after']) => ({
	family_id,
	group_id,
	relationship,
	status,
	coverages,
});
