import { NotYet } from '@claims-askes/chassis/outage';
import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';
import type { PreparedClaim } from '../../domain/prepared-claim';
import { kindsReceived } from '../../repositories/claim-documents.repository';
import { CodeShelf } from '../codes/code-shelf';
import { type CodeDesk, withCodes } from '../codes/with-codes';
import type { FactSource } from './fact-source';
import { findTerms } from './find-terms';
import { nameParties } from './name-parties';
import { peerFacts } from './peer-facts';
import { prepareClaim } from './prepare-claim';
import { type ReadClaim, readClaim } from './read-claim';
import { Readings } from './readings';
import { type KindsReceived, withDocuments } from './with-documents';

/** A claim to be decided, as it was announced. */
export interface AnnouncedClaim {
	readonly id: string;
	/** What the claim's events are kept in order by. */
	readonly familyKey: string;
}

/** All that others know of these claims, in the order in which they are given. */
export type GatherFacts = (announced: readonly AnnouncedClaim[], story: Story) => Promise<PreparedClaim[]>;

/** A handful of questions for a whole batch, however many claims are in it; nothing is asked claim by claim. */
export function createGatherFacts(
	source: FactSource,
	readings = new Readings(source),
	codes: CodeDesk = NO_CODES,
	kindsReceived: KindsReceived = NONE_RECEIVED,
): GatherFacts {
	return async (announced, story) => {
		if (announced.length === 0) return [];
		const found = await source.claims([...new Set(announced.map(({ id }) => id))], story);
		const byId = new Map(found.map((claim) => [claim.id, claim]));
		const claims = announced.map(({ id }) => {
			const claim = byId.get(id);
			if (!claim) throw new NotYet('a claim that was announced');
			return readClaim(claim);
		});
		const parties = await nameParties(source, claims, story);
		const terms = await findTerms(source, readings, claims, parties, story);
		const prepared = terms.map((ofClaim, at) => {
			const claim = claims[at] as ReadClaim;
			return prepareClaim(claim, announced[at]?.familyKey ?? claim.id, parties, ofClaim);
		});
		return withCodes(await withDocuments(prepared, kindsReceived), codes);
	};
}

const NO_CODES: CodeDesk = {
	ofPayer: [],
	inForceOf: () => Promise.reject(new NotYet('code sets')),
};

/** Of a claim that no service keeps. */
const NONE_RECEIVED: KindsReceived = async () => new Map();

/** How a process comes by facts: everybody in it shares what has been read for ever. */
export interface FactDesk {
	readonly gatherFacts: GatherFacts;
	readonly readings: Readings;
	readonly codes: CodeShelf;
	/** The code sets of plans that name none. */
	readonly codeSetsOfPayer: readonly string[];
}

const desks = new WeakMap<Platform['peers'], FactDesk>();

/** The one that asks this process's peers. */
export function factDeskOf(platform: Platform): FactDesk {
	const { peers } = platform;
	const known = desks.get(peers) ?? openDesk(platform);
	desks.set(peers, known);
	return known;
}

function openDesk({ peers, sql, log, now, config }: Platform): FactDesk {
	const source = peerFacts(peers);
	const readings = new Readings(source);
	const codes = new CodeShelf(sql, log, now);
	// A setting of this service, which the chassis does not know by name.
	const { CODE_SETS: ofPayer = [] } = config as { readonly CODE_SETS?: readonly string[] };
	const inForceOf = (codeSets: readonly string[]) => codes.inForceOf(codeSets);
	const gatherFacts = createGatherFacts(source, readings, { ofPayer, inForceOf }, (claimIds) =>
		kindsReceived(sql, claimIds),
	);
	return { readings, codes, codeSetsOfPayer: ofPayer, gatherFacts };
}
