import type { Decision, FindingRecord } from '@claims-askes/engine';

/** Why a claim waits for a person, all at once, and who may let it pass. */
export interface ReviewReasons {
	readonly reasons: readonly FindingRecord[];
	/** The highest authority that any reason asks for; null where one of them cannot be released by anybody. */
	readonly authority: number | null;
}

export function reviewReasonsOf({ findings = [] }: Decision): ReviewReasons {
	const reasons = findings.filter(({ effect }) => effect === 'pend');
	const levels = reasons.map(({ authority }) => authority);
	const authority = levels.includes(null) ? null : Math.max(1, ...levels.map((level) => level ?? 1));
	return { reasons, authority };
}
