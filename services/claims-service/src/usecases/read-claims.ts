import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer, JsonText } from '@claims-askes/chassis/http/envelope';
import { etagOf } from '@claims-askes/chassis/http/etag';
import { type PageRequest, pageOf, parseIdCursor } from '@claims-askes/chassis/http/paging';
import { ProblemError } from '@claims-askes/kernel/problems';
import { NEXT } from '../domain/claim-status';
import { PROBLEMS } from '../domain/problems';
import type { ClaimFilter, ClaimsRepository } from '../repositories/claims.repository';
import { detailOf, viewOf } from './claim-view';

type ListQuery = ClaimFilter & PageRequest;

export function readClaims(claims: ClaimsRepository) {
	return {
		async list({ cursor, limit, ...filter }: ListQuery, { caller }: Call) {
			const page = { after: parseIdCursor(cursor), limit: limit + 1 };
			return pageOf(await claims.list(filter, caller.only, page), limit, viewOf, ({ id }) => [id]);
		},

		async find(reference: string, { caller }: Call) {
			const found = await claims.findWithContent(reference, caller.only);
			if (!found) throw new ProblemError(PROBLEMS.CLAIM_NOT_FOUND);
			return new Answer(detailOf(found), { headers: etagOf(found.claim.version) });
		},

		async findMany(ids: readonly string[], { caller }: Call) {
			const found = await claims.findMany(ids, caller.only);
			return JsonText.list(
				found.map(({ claim, content }) => JsonText.object(viewOf(claim)).with('content', content)),
			);
		},

		async submissions(ids: readonly string[], { caller }: Call) {
			return JsonText.list(await claims.findSubmissions(ids, caller.only));
		},

		async history(reference: string, { caller }: Call) {
			const claim = await claims.find(reference, caller.only);
			if (!claim) throw new ProblemError(PROBLEMS.CLAIM_NOT_FOUND);
			const moves = await claims.history(claim.id);
			return moves.map(({ claim_id: _, from_status, to_status, ...move }) => ({
				...move,
				from: from_status,
				to: to_status,
			}));
		},
	};
}

/** The table of moves, as it is published. */
export const claimStatuses = () =>
	Object.entries(NEXT).map(([status, next]) => ({ status, next: [...next] }));
