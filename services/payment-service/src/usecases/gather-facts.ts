import { OutageError } from '@claims-askes/chassis/outage';
import type { Platform } from '@claims-askes/chassis/platform';
import type { DecisionView } from '@claims-askes/contracts/decision';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { payeeWho } from '../domain/payable';
import type { StoredPayable } from '../repositories/payables.repository';
import { findDecisions } from './find-decisions';

/** What statements say of claims, decisions and the providers who are paid. */
export interface StatementFacts {
	readonly decisions: ReadonlyMap<string, DecisionView>;
	readonly claims: ReadonlyMap<string, CanonicalClaim>;
	readonly payees: ReadonlyMap<string, ProviderFacts>;
}

/** Gathered for a step of a run at once, outside any transaction, and told to the peers as the run's. */
export async function gatherFacts(
	platform: Platform,
	payables: readonly StoredPayable[],
	runId: string,
): Promise<StatementFacts> {
	const peers = platform.peers.during({ correlationId: runId });
	const idsOf = (pick: (payable: StoredPayable) => string | null) =>
		[...new Set(payables.map(pick))].filter((id): id is string => id !== null);
	const claimIds = idsOf(({ claim_id }) => claim_id);
	const payeeIds = idsOf((payable) => payeeWho('provider', payable));
	const [decisions, claims, payees] = await Promise.all([
		findDecisions(
			platform,
			idsOf(({ decision_id }) => decision_id),
			runId,
		),
		claimIds.length === 0
			? []
			: peers.claims
					.POST('/api/v1/claims/submissions/batch-get', { body: { ids: claimIds } })
					.then(({ data }) => data?.data ?? []),
		payeeIds.length === 0
			? []
			: peers.providers
					.POST('/api/v1/providers/batch-get', { body: { ids: payeeIds } })
					.then(({ data }) => data?.data ?? []),
	]);
	if (claims.length < claimIds.length || payees.length < payeeIds.length) {
		throw new OutageError('a claim or payee that was decided upon');
	}
	return {
		decisions,
		claims: new Map(claims.map(({ id, content }) => [id, content as CanonicalClaim])),
		payees: new Map(payees.map((payee) => [payee.id, payee])),
	};
}
