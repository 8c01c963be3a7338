import type { Change } from '@claims-askes/chassis/db/audit';
import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { assertEndsEarlier } from '../domain/contract';
import type { ContractSpan } from '../repositories/contracts.repository';
import type { Deps } from './deps';

/** Ends a contract before its terms do. The terms stay what they are; that they no longer hold is a fact of its own. */
export function endContract(
	{ platform, contracts }: Deps,
	id: string,
	{ last_day, reason }: { readonly last_day: string; readonly reason: string },
	call: Call,
) {
	assertUnrestricted(call);
	return writeOnce(platform, call, async () => {
		const span = await contracts.findSpan(id);
		if (!span) throw new ProblemError(PROBLEMS.NOT_FOUND);
		assertEndsEarlier(span, last_day);
		const end = { last_day, reason, recorded_at: platform.now().toISOString() };
		return commit(platform, call, {
			data: { contract_id: id, provider_id: span.provider_id, ...end },
			effects: contracts.endEffects(id, span, end),
			events: [endingOf(id, span.provider_id, last_day)],
			audit: [endAudit(id, span, end)],
			requires: { effect: 'contract_ended', rows: 1, otherwise: LOST_RACE },
		});
	});
}

export const endingOf = (
	contract_id: string,
	provider_id: string,
	last_day: CalendarDate,
): NewEvent<'provider.contract.ended'> => ({
	type: 'provider.contract.ended',
	key: provider_id,
	data: { provider_id, contract_id, last_day },
});

export const endAudit = (
	id: string,
	{ to }: ContractSpan,
	{ last_day, reason }: { readonly last_day: CalendarDate; readonly reason: string },
): Change => ({
	action: 'contract.ended',
	entity: 'contract',
	entityId: id,
	before: { to },
	after: { to: last_day, reason },
});
