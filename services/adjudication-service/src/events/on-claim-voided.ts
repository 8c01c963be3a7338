import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { reversalAnnouncementOf, reverseDecisions } from '../usecases/reverse-decisions';

/** Undoes what was decided about claims that were cancelled or replaced. */
export const onClaimVoided = (platform: Platform) =>
	on('claim.voided', {
		async apply(tx, events, _, { record }) {
			const causes = new Map(events.map((event) => [event.data.claim_id, event]));
			const voids = events.map(({ data, metadata }) => ({
				claimId: data.claim_id,
				replacedBy: data.replaced_by,
				correlationId: metadata.correlation_id,
				requestedBy: metadata.user_id ?? null,
			}));
			for (const reversal of await reverseDecisions(platform, tx, voids)) {
				const cause = causes.get(reversal.claimId);
				if (cause) record(cause, reversalAnnouncementOf(reversal));
			}
		},
	});
