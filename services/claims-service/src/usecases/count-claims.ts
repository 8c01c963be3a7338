import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { CLAIM_STATUSES } from '../domain/claim-status';
import type { ClaimCounts } from '../repositories/claim-counts.repository';

/** How many claims stand where. Counts are of all rows, and so for nobody who sees only some. */
export const countClaims = (counts: ClaimCounts) => async (call: Call) => {
	assertUnrestricted(call);
	const known = await counts.read();
	return { statuses: Object.fromEntries(CLAIM_STATUSES.map((status) => [status, known.get(status) ?? 0])) };
};
