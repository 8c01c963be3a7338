import type { Change } from '@claims-askes/chassis/db/audit';
import type { Commit } from '@claims-askes/chassis/db/commit';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import { LOST_RACE } from '@claims-askes/chassis/db/write-once';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Cancellation } from '../domain/cancellation';
import { closingAppeals } from '../repositories/appeals.repository';
import { CANCELLED, cancellingClaims } from '../repositories/claim-storage';

/** All that is written, said and audited when claims are cancelled; nothing, when one of them has moved meanwhile. */
export function cancelling(sql: Queryable, cancellations: readonly Cancellation[]) {
	const rows = cancellations.length;
	const requires: Pick<Commit, 'requires'> =
		rows > 0 ? { requires: { effect: CANCELLED, rows, otherwise: LOST_RACE } } : {};
	return {
		effects: [...cancellingClaims(sql, cancellations), ...closingAppeals(sql, cancellations)],
		events: cancellations.flatMap(eventsOf),
		audit: cancellations.map(changeOf),
		...requires,
	};
}

function eventsOf({ claim, status, replaced_by_id }: Cancellation): NewEvent[] {
	const { id: claim_id, family_key: key } = claim;
	return [
		{ type: 'claim.voided', key, data: { claim_id, replaced_by: replaced_by_id } },
		{ type: 'claim.status.changed', key, data: { claim_id, from: claim.status, to: status } },
	];
}

const changeOf = ({ claim, status, replaced_by_id }: Cancellation): Change => ({
	action: `claim.${status}`,
	entity: 'claim',
	entityId: claim.id,
	before: { status: claim.status },
	after: { status, replaced_by_id },
});
