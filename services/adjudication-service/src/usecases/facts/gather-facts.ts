import { NotYet } from '@claims-askes/chassis/outage';
import type { Story } from '@claims-askes/chassis/peers/peers';
import type { PreparedClaim } from '../../domain/prepared-claim';
import type { FactSource } from './fact-source';
import { findTerms } from './find-terms';
import { nameParties } from './name-parties';
import { prepareClaim } from './prepare-claim';
import { Readings } from './readings';

/** All that others know of these claims, in the order of the ids. */
export type GatherFacts = (claimIds: readonly string[], story: Story) => Promise<PreparedClaim[]>;

/** A handful of questions for a whole batch, however many claims are in it; nothing is asked claim by claim. */
export function createGatherFacts(source: FactSource): GatherFacts {
	const readings = new Readings(source);
	return async (claimIds, story) => {
		if (claimIds.length === 0) return [];
		const found = await source.claims(claimIds, story);
		const byId = new Map(found.map((claim) => [claim.id, claim]));
		const submitted = claimIds.map((id) => {
			const claim = byId.get(id);
			if (!claim) throw new NotYet('a claim that was announced');
			return claim;
		});
		const parties = await nameParties(source, submitted, story);
		const terms = await findTerms(source, readings, submitted, parties, story);
		return submitted.map((claim) => prepareClaim(claim, parties, terms, readings));
	};
}
