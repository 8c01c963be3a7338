import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { ImportOutcome } from './claim-batch';

/** How a claim of a file was met: the claim it became or had become before, or why it was rejected. */
export interface Met {
	readonly identity: string;
	readonly outcome: ImportOutcome;
	readonly claim_id: string | null;
	readonly claim_number: string | null;
	readonly reasons: readonly ProblemDetail[];
	readonly warnings: readonly ProblemDetail[];
}

interface KnownAs {
	readonly id: string;
	readonly claim_number: string;
}

export const accepted = (identity: string, claim: KnownAs, warnings: readonly ProblemDetail[]): Met => ({
	identity,
	outcome: 'accepted',
	claim_id: claim.id,
	claim_number: claim.claim_number,
	reasons: [],
	warnings,
});

export const duplicate = (identity: string, claim: KnownAs): Met => ({
	...accepted(identity, claim, []),
	outcome: 'duplicate',
});

export const rejected = (identity: string, reasons: readonly ProblemDetail[]): Met => ({
	identity,
	outcome: 'rejected',
	claim_id: null,
	claim_number: null,
	reasons,
	warnings: [],
});

/**
 * Gives every claim of a request its answer, in the order in which they came. A claim that stands in it twice is
 * accepted once; the other is its duplicate.
 */
export function answerEach(identities: readonly string[], answers: readonly Met[]): Met[] {
	const byIdentity = new Map(answers.map((met) => [met.identity, met]));
	return identities.map((identity) => {
		const met = byIdentity.get(identity);
		if (!met) throw new Error('a claim of the request was given no answer');
		if (met.outcome === 'accepted') byIdentity.set(identity, { ...met, outcome: 'duplicate', warnings: [] });
		return met;
	});
}
