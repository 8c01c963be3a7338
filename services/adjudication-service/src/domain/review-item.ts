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

/** What helps the lines that wait under this rule is a price, not a release. */
const PRICE_RULE = 'R18';

export const waitsForPrice = ({ rule }: FindingRecord): boolean => rule === PRICE_RULE;

/** Whether a person can end the wait: nothing stands in the way that is neither releasable nor a missing price. */
export const canBeReleased = (reasons: readonly FindingRecord[]): boolean =>
	reasons.every((reason) => reason.authority !== null || waitsForPrice(reason));
