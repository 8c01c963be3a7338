import type { PreparedClaim } from '../domain/prepared-claim';
import { type DecisionRecord, recorded } from './decision-record';

type Recorded = ReturnType<typeof recorded>;

/**
 * Whether a claim would be decided by other facts today than it was. What funds hold is none of them: a top-up has the
 * claims decided again that waited for it, and leaves the others alone.
 */
export const hasOtherFacts = (prepared: PreparedClaim, then: DecisionRecord): boolean =>
	JSON.stringify(withoutFunds(recorded(prepared))) !== JSON.stringify(withoutFunds(recordedThen(then)));

const recordedThen = ({ claim, parties, facts, refusals, network }: DecisionRecord): Recorded => ({
	...{ claim, parties, facts, refusals, network },
});

function withoutFunds(known: Recorded): unknown {
	const { policy, ...facts } = known.facts;
	if (!policy) return known;
	const { aso, excess, ...terms } = policy;
	return {
		...known,
		facts,
		policy: { ...terms, hasAso: aso !== undefined, excess: excess && { ...excess, amount: 0 } },
	};
}

/**
 * Today's facts, but for two. That a provider no longer works has no date, and says nothing about what they did while they
 * were known to work. And where it was already settled what becomes of a line whose documents are missing, one that comes
 * later says nothing of itself: a person may.
 */
export function asKnownThen(prepared: PreparedClaim, then: DecisionRecord): PreparedClaim {
	const atWork = withProviderOfThen(prepared, then);
	if (!isSettledWithoutDocuments(then)) return atWork;
	return { ...atWork, claim: { ...atWork.claim, documents: then.claim.documents } };
}

const isSettledWithoutDocuments = ({ trace }: DecisionRecord): boolean =>
	trace.entries.some(({ rule, did }) => rule === 'R29' && (did === 'released' || did === 'denied'));

function withProviderOfThen(prepared: PreparedClaim, then: DecisionRecord): PreparedClaim {
	const id = prepared.claim.provider_id;
	const [now, before] = [prepared.facts.providers[id], then.facts.providers[id]];
	if (!now || before?.status !== 'active' || now.status === 'active') return prepared;
	const providers = { ...prepared.facts.providers, [id]: { ...now, status: before.status } };
	return { ...prepared, facts: { ...prepared.facts, providers } };
}
