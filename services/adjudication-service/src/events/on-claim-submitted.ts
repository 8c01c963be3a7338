import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { adjudicateClaims } from '../usecases/adjudicate-claims';
import { gatherInHand, giveUpFacts, useUpFacts } from '../usecases/facts/facts-in-hand';
import type { GatherFacts } from '../usecases/facts/gather-facts';
import { announcementOf } from '../usecases/record-decisions';
import { noticesIn, tellGroups } from '../usecases/tell-groups';

/** Decides the claims that passed intake, batch by batch. */
export const onClaimSubmitted = (platform: Platform, gatherFacts: GatherFacts) =>
	on('claim.submitted', {
		gather: (events) =>
			gatherInHand(platform, () =>
				gatherFacts(
					events.map(({ data, key }) => ({ id: data.claim_id, familyKey: key })),
					{ correlationId: events[0]?.metadata.correlation_id ?? platform.newId() },
				),
			),
		letGo: (facts) => giveUpFacts(platform, facts),
		async apply(tx, events, facts, { record }) {
			await useUpFacts(tx, facts);
			const causes = new Map(events.map((event) => [event.data.claim_id, event]));
			const batch = facts.prepared.flatMap((claim) => {
				const cause = causes.get(claim.claim.id);
				const correlationId = cause?.metadata.correlation_id ?? '';
				return cause ? [{ prepared: claim, by: { actor: platform.name, correlationId } }] : [];
			});
			const decided = await adjudicateClaims(platform, tx, batch);
			for (const decision of decided) {
				const cause = causes.get(decision.claimId);
				if (cause) record(cause, announcementOf(decision));
			}
			for (const { claimId, event } of await tellGroups(tx, decided.flatMap(noticesIn))) {
				const cause = causes.get(claimId);
				if (cause) record(cause, event);
			}
		},
	});
