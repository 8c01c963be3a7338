import type { Platform } from '@claims-askes/chassis/platform';
import { giveUpOldFacts } from '../../repositories/facts-in-hand.repository';
import {
	addFamilies,
	type Cause,
	claimsNaming,
	forgetCauses,
	type Search,
	takeCauses,
	waitingCauses,
} from '../../repositories/recalculations.repository';
import type { ChangeFacts } from './known-numbers';

/** What a peer takes in one question (DESIGN 4.1). */
export const CAUSES_AT_ONCE = 1_000;

/**
 * Looks for the claims that changes touch, by index, and writes down their families as work; answers how many changes
 * were looked at. A change is left alone until every claim that was being decided by the facts of before is stored, and
 * found; for those whom a person lets go on, a moment is thought to be enough.
 */
export async function findTouched(platform: Platform, facts: ChangeFacts, settleMs: number): Promise<number> {
	const { sql } = platform;
	await giveUpOldFacts(sql);
	const causes = await waitingCauses(sql, settleMs, CAUSES_AT_ONCE);
	if (causes.length === 0) return 0;
	const searches = await searchesFor(platform, facts, causes);
	await sql.begin(async (tx) => {
		const ids = causes.map(({ id }) => id);
		const taken = await takeCauses(tx, ids);
		for (const search of searches) if (taken.has(search.cause.id)) await addFamilies(tx, search);
		await forgetCauses(tx, [...taken]);
	});
	return causes.length;
}

/** The changes that may touch claims, with what has to be known to find these. */
async function searchesFor(
	{ sql, newId }: Platform,
	facts: ChangeFacts,
	causes: readonly Cause[],
): Promise<Search[]> {
	const story = { correlationId: causes[0]?.correlation_id ?? newId() };
	const subjects = (isMeant: (cause: Cause['cause']) => boolean) => [
		...new Set(causes.flatMap(({ cause, subject }) => (isMeant(cause) && subject ? subject : []))),
	];
	const [members, providers, plans] = await Promise.all([
		facts.memberNumbers(subjects(isAboutMember), story),
		facts.providerNumbers(subjects(isAboutProvider), story),
		facts.planVersions([...new Set(causes.flatMap(({ touches }) => touches.plan_id ?? []))], story),
	]);
	const numbersOf = ({ cause, subject }: Cause): readonly string[] =>
		(isAboutMember(cause) && members.get(subject ?? '')) ||
		(isAboutProvider(cause) && providers.get(subject ?? '')) ||
		[];
	const naming = await claimsNaming(sql, [...new Set(causes.flatMap(numbersOf))]);
	const searches = causes.map((cause) => ({
		cause,
		planVersionIds: plans.get(cause.touches.plan_id ?? '') ?? [],
		namedBy: numbersOf(cause).flatMap((number) => naming.get(number) ?? []),
	}));
	// Who is new has no claims but those that named them before: a whole population is enrolled without a search.
	return searches.filter(({ cause, namedBy }) => namedBy.length > 0 || !IS_NEW.has(cause.cause));
}

const isAboutMember = (cause: Cause['cause']): boolean => cause.startsWith('member.');
const isAboutProvider = (cause: Cause['cause']): boolean =>
	cause === 'provider.registered' || cause === 'provider.changed';
const IS_NEW: ReadonlySet<Cause['cause']> = new Set(['member.enrolled', 'provider.registered']);
