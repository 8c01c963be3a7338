import { NotYet } from '@claims-askes/chassis/outage';
import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';
import type { PreparedClaim } from '../../domain/prepared-claim';
import type { FactSource } from './fact-source';
import { findTerms } from './find-terms';
import { nameParties } from './name-parties';
import { peerFacts } from './peer-facts';
import { prepareClaim } from './prepare-claim';
import { Readings } from './readings';

/** A claim to be decided, as it was announced. */
export interface AnnouncedClaim {
	readonly id: string;
	/** What the claim's events are kept in order by. */
	readonly familyKey: string;
}

/** All that others know of these claims, in the order in which they are given. */
export type GatherFacts = (announced: readonly AnnouncedClaim[], story: Story) => Promise<PreparedClaim[]>;

/** A handful of questions for a whole batch, however many claims are in it; nothing is asked claim by claim. */
export function createGatherFacts(source: FactSource, readings = new Readings(source)): GatherFacts {
	return async (announced, story) => {
		if (announced.length === 0) return [];
		const found = await source.claims([...new Set(announced.map(({ id }) => id))], story);
		const byId = new Map(found.map((claim) => [claim.id, claim]));
		const submitted = announced.map(({ id }) => {
			const claim = byId.get(id);
			if (!claim) throw new NotYet('a claim that was announced');
			return claim;
		});
		const parties = await nameParties(source, submitted, story);
		const terms = await findTerms(source, readings, submitted, parties, story);
		return submitted.map((claim, at) =>
			prepareClaim(claim, announced[at]?.familyKey ?? claim.id, parties, terms, readings),
		);
	};
}

/** How a process comes by facts: everybody in it shares what has been read for ever. */
export interface FactDesk {
	readonly gatherFacts: GatherFacts;
	readonly readings: Readings;
}

const desks = new WeakMap<Platform['peers'], FactDesk>();

/** The one that asks this process's peers. */
export function factDeskOf({ peers }: Platform): FactDesk {
	const known = desks.get(peers) ?? openDesk(peerFacts(peers));
	desks.set(peers, known);
	return known;
}

function openDesk(source: FactSource): FactDesk {
	const readings = new Readings(source);
	return { readings, gatherFacts: createGatherFacts(source, readings) };
}
