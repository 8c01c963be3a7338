import type { Call } from '@claims-askes/chassis/http/caller';
import { whole } from '@claims-askes/chassis/peers/part';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Parties } from '../domain/document';
import type { Deps } from './deps';

type ClaimParties = Pick<Parties, 'member_id' | 'provider_id'>;

/**
 * What a document is stored for counts when that claim is decided, and everybody whom it names sees it. So a restricted
 * token names only a claim that claims-service shows to it, and besides itself only those whose claim that is. A claim of
 * others is answered like one that there is not; a service that does not answer is an outage, never a yes.
 */
export async function assertOwnParties(
	deps: Deps,
	{ claim_id, ...named }: Parties,
	call: Call,
): Promise<void> {
	const { only } = call.caller;
	if (only === null) return;
	const claim: ClaimParties = claim_id === null ? NOBODY : await readClaim(deps, claim_id, call);
	const known = { ...claim, ...only };
	const isKnown = (whose: keyof ClaimParties) => named[whose] === null || named[whose] === known[whose];
	if (!isKnown('member_id') || !isKnown('provider_id')) throw new ProblemError(PROBLEMS.NOT_FOUND);
}

const NOBODY: ClaimParties = { member_id: null, provider_id: null };

/** A restricted token may link a document only to a claim that it sees. */
export async function assertOwnClaim(deps: Deps, claimId: string, call: Call): Promise<void> {
	if (call.caller.only !== null) await readClaim(deps, claimId, call);
}

const readClaim = ({ platform }: Deps, id: string, call: Call): Promise<ClaimParties> =>
	whole(platform.peers.onBehalfOf(call).claims.GET('/api/v1/claims/{id}', { params: { path: { id } } }));
