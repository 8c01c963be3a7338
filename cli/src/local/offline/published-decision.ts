import type { CaseResult, TracedDecision } from '@claims-askes/engine';

/** A decision in the exchange format; its trace goes along where it was asked for. */
export type PublishedDecision = Omit<TracedDecision, 'findings' | 'cutDays'>;

/** What the engine keeps for reviewers (fingerprints, authority) and for the history is no part of the exchange format. */
export function publishedDecision({ decision }: CaseResult): PublishedDecision {
	if (decision.findings === undefined && decision.cutDays === undefined) return decision;
	const { findings: _, cutDays: __, ...published } = decision;
	return published;
}
