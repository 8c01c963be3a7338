import { whole } from '@claims-askes/chassis/peers/part';
import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { type ClaimResource, type JudgedClaim, saysDecision } from '@claims-askes/sdk/fhir';
import type { Claim } from '../../domain/claim';

interface StoredClaim {
	readonly claim: Claim;
	readonly content: CanonicalClaim;
}

/**
 * Claims with the decisions that stand, all asked for at once, up to a thousand. Whoever may see a claim may know what
 * was decided about it. Nobody is asked where it is not to be said.
 */
export async function withDecisions(
	{ peers }: Platform,
	{ type, claims }: { readonly type: ClaimResource; readonly claims: readonly StoredClaim[] },
	story: Story,
): Promise<JudgedClaim[]> {
	const ids = !saysDecision(type) ? [] : claims.flatMap(({ claim }) => claim.decision_id ?? []);
	const adjudication = peers.during(story).adjudication;
	const decisions =
		ids.length === 0 ? [] : await whole(adjudication.POST('/api/v1/decisions/batch-get', { body: { ids } }));
	const byId = new Map(decisions.map((decision) => [decision.id, decision]));
	return claims.map(({ claim, content }) => ({
		...claim,
		content,
		decision: byId.get(claim.decision_id ?? '') ?? null,
	}));
}
