import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';
import { type ClaimResource, writeClaimResource } from '@claims-askes/sdk/fhir';
import type { ClaimsRepository } from '../../../repositories/claims.repository';
import { withDecisions } from '../judged-claims';

interface ToWrite {
	readonly type: ClaimResource;
	readonly ids: readonly string[];
	readonly only: RowRule | null;
}

/** The claims with these ids as resources, one a line, newest first. */
export async function writeStep(
	platform: Platform,
	claims: ClaimsRepository,
	{ type, ids, only }: ToWrite,
	story: Story,
): Promise<{ readonly text: string; readonly count: number }> {
	const found = await claims.findMany(ids, only);
	const stored = found
		.toSorted((one, other) => (one.claim.id < other.claim.id ? 1 : -1))
		.map(({ claim, content }) => ({ claim, content: JSON.parse(content) }));
	const judged = await withDecisions(platform, { type, claims: stored }, story);
	return { text: judged.map((one) => `${writeClaimResource(type, one)}\n`).join(''), count: judged.length };
}
