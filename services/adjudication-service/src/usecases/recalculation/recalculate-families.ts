import type { Transaction } from '@claims-askes/chassis/db/connect';
import { OutageError } from '@claims-askes/chassis/outage';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Adjudicated } from '../../domain/adjudicate';
import { daysOf } from '../../domain/claim-days';
import { fundNoticesOf, isShort } from '../../domain/fund-notices';
import { recalculate } from '../../domain/recalculate';
import { holdOwners } from '../../repositories/locks.repository';
import { loadDenials, loadReviews } from '../../repositories/persons-words.repository';
import { addParts, finishParts, isOvertaken } from '../../repositories/recalculations.repository';
import { loadOwnFacts } from '../adjudicate-claims';
import { grantOverridden } from '../answer-appeals';
import { askForFreed } from '../ask-again';
import type { GatherFacts } from '../facts/gather-facts';
import { isSameDecision } from '../same-decision';
import { goOnInLine } from './offer-what-is-left';
import { outcomesOf } from './outcomes';
import { type ClaimAgain, type FamilyAgain, type Reading, readFamilies } from './read-family';
import type { FamilyWork } from './reasons';
import { type Replacement, replaceDecisions, type StillShort } from './replace-decisions';

/**
 * Decides families again in the order of their dates, all of a plan year as if none of it had been decided before, and
 * writes only what comes out otherwise: the old decision's reversal and the new one, so that balances net.
 */
export async function recalculateFamilies(
	platform: Platform,
	gatherFacts: GatherFacts,
	works: readonly FamilyWork[],
): Promise<void> {
	if (works.length === 0) return;
	const reading = await readFamilies(platform, gatherFacts, works);
	await platform.sql.begin((tx) => decideFamilies(platform, tx, reading));
	platform.committed();
}

async function decideFamilies(
	platform: Platform,
	tx: Transaction,
	{ families, owners, assertStill }: Reading,
): Promise<void> {
	await holdOwners(tx, [...owners, ...families.flatMap(({ work }) => ownFamily(work))]);
	const parts = families.flatMap(({ work }) => work.parts);
	if (await isOvertaken(tx, parts)) throw new OutageError('a family that was decided again meanwhile');
	await assertStill(tx);

	const claims = families.flatMap((family) => family.claims);
	const prepared = claims.map((claim) => claim.prepared);
	const ids = claims.map(({ standing }) => standing.claimId);
	const [own, reviewOf, denials] = await Promise.all([
		loadOwnFacts(tx, prepared, new Set(ids)),
		loadReviews(tx, ids),
		loadDenials(tx, ids),
	]);
	const today = dayIn(platform.config.PAYER_TIME_ZONE, platform.now());
	const replacements: Replacement[] = [];
	const stillShort: StillShort[] = [];
	for (const { work, claims } of families) {
		// What a person denied stands, unless another has let it pass since.
		const standing = new Map(
			claims.map(({ standing }) => [
				standing.claimId,
				denials.has(standing.claimId) ? standing : { ...standing, denial: null },
			]),
		);
		const again = recalculate(
			claims.map((claim) => claim.prepared),
			standing,
			{ today, ...own, reviewOf },
		);
		for (const made of again) {
			const replaced = otherwise(work, standing, own.left, made);
			replacements.push(...replaced);
			// A top-up that was not enough changes nothing about a claim, and yet its group is to know.
			const short = replaced.length === 0 ? fundNoticesOf(made).filter(isShort) : [];
			if (short.length > 0) stillShort.push({ work, notices: short });
		}
	}
	await replaceDecisions(platform, tx, { replacements, stillShort }, own.balances, async (changes) => {
		await addParts(tx, families.flatMap(partsElsewhere));
		await finishParts(tx, outcomesOf(families, replacements));
		await goOnInLine(tx, parts);
		await askForFreed(platform, tx, changes, parts[0]?.correlation_id ?? '', parts);
		return await grantOverridden(
			platform,
			tx,
			parts,
			claims.map(({ standing }) => standing),
		);
	});
}

const ownFamily = ({ familyId }: FamilyWork): string[] => (familyId ? [`family:${familyId}`] : []);

function otherwise(
	work: FamilyWork,
	standing: ReadonlyMap<string, ClaimAgain['standing']>,
	left: ReadonlyMap<string, Parameters<typeof isSameDecision>[1]>,
	made: Adjudicated,
): Replacement[] {
	const { id } = made.prepared.claim;
	const before = standing.get(id);
	if (!before || isSameDecision(before, left.get(id) ?? [], made)) return [];
	return [{ work, standing: before, made }];
}

/** A claim that belongs elsewhere is decided there; and where one has come from, others may have more now. */
function partsElsewhere({ work, claims, leaving }: FamilyAgain): Parameters<typeof addParts>[1] {
	const of = work.parts[0]?.id ?? '';
	const arrived = claims.filter(({ standing }) => standing.familyId && standing.familyId !== work.familyId);
	return [
		...leaving.map(({ standing, prepared }) => ({
			of,
			family_id: prepared.parties.familyId ?? '',
			claim_ids: [standing.claimId],
			since: daysOf(prepared.claim).first,
		})),
		...arrived.map(({ standing, prepared }) => ({
			of,
			family_id: standing.familyId ?? '',
			claim_ids: [],
			since: daysOf(prepared.claim).first,
		})),
	];
}
