import type { AskesClients } from '@claims-askes/sdk';
import { AskesError } from '@claims-askes/sdk';
import { Failure } from '../../failure';
import { earlierPage } from './earlier-page';
import { pageMoney } from './page-money';

interface Cancelled {
	readonly id: string;
	readonly claim_number: string;
	readonly status: string;
}

export const isCancelled = ({ status }: Pick<Cancelled, 'status'>): boolean =>
	status === 'voided' || status === 'replaced';

/** Of a claim that was cancelled nothing can be explained but what stood of it until then. */
export async function cancelledFailure(askes: AskesClients, claim: Cancelled): Promise<Failure> {
	const { id, claim_number, status } = claim;
	const earlier = await earlierDecisions(askes, id);
	const page = earlierPage(earlier, { claim_id: id }, pageMoney(earlier[0]?.totals.billed ?? '0.00'));
	const message = `${claim_number} was ${status}: no decision of it stands, and what was paid is taken back`;
	return new Failure('refused', `CLAIM_${status.toUpperCase()}`, [message, ...page].join('\n'), {
		suggestions: [`see when: askes claims history ${claim_number}`],
		facts: { earlier },
	});
}

async function earlierDecisions(askes: AskesClients, claim_id: string) {
	try {
		const path = { claim_id };
		const { data } = await askes.adjudication.GET('/api/v1/claims/{claim_id}/earlier-decisions', {
			params: { path },
		});
		return data?.data ?? [];
	} catch (error) {
		// Cancelled before it was decided, or before its reversal.
		if (error instanceof AskesError && error.status === 404) return [];
		throw error;
	}
}
