import type { Claim } from '../domain/claim';
import type { StoredClaim } from '../repositories/claims.repository';

/** A claim as callers see it. What keeps its family in order is nobody's business outside. */
export function viewOf({ family_key: _, ...claim }: Claim) {
	return claim;
}

/** The same with what was submitted. */
export const detailOf = ({ claim, content }: StoredClaim) => ({ ...viewOf(claim), content });
