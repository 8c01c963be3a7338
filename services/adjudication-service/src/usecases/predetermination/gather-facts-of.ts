import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';
import type { PreparedClaim } from '../../domain/prepared-claim';
import type { FactSource, SubmittedClaim } from '../facts/fact-source';
import { createGatherFacts, factDeskOf } from '../facts/gather-facts';
import { peerFacts } from '../facts/peer-facts';
import type { Readings } from '../facts/readings';

/** All that others know of a claim that no service keeps: it is given, and not asked for. */
export type GatherFactsOf = (claim: SubmittedClaim, story: Story) => Promise<PreparedClaim>;

interface Sources {
	readonly source: FactSource;
	/** Of the same source. */
	readonly readings: Readings;
}

export function gatherFactsOf(
	platform: Platform,
	{ source, readings }: Sources = peersOf(platform),
): GatherFactsOf {
	return async (claim, story) => {
		const { codes, codeSetsOfPayer } = factDeskOf(platform);
		const gatherFacts = createGatherFacts({ ...source, claims: async () => [claim] }, readings, {
			ofPayer: codeSetsOfPayer,
			inForceOf: (codeSets) => codes.inForceOf(codeSets),
		});
		const [prepared] = await gatherFacts([{ id: claim.id, familyKey: claim.id }], story);
		if (!prepared) throw new Error('facts about one claim make one prepared claim');
		return prepared;
	};
}

const peersOf = (platform: Platform): Sources => ({
	source: peerFacts(platform.peers),
	readings: factDeskOf(platform).readings,
});
