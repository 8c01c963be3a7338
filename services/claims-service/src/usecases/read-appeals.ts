import type { Call } from '@claims-askes/chassis/http/caller';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../domain/problems';
import type { AppealsRepository } from '../repositories/appeals.repository';
import type { ClaimsRepository } from '../repositories/claims.repository';

/** The appeals of a claim, for whoever may see the claim. */
export const readAppeals =
	(claims: ClaimsRepository, appeals: AppealsRepository) =>
	async (reference: string, { caller }: Call) => {
		const claim = await claims.find(reference, caller.only);
		if (!claim) throw new ProblemError(PROBLEMS.CLAIM_NOT_FOUND);
		return appeals.list(claim.id);
	};
