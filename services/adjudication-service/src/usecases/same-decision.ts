import type { Decision, Movement } from '@claims-askes/engine';
import type { Adjudicated } from '../domain/adjudicate';
import type { PastLine } from '../domain/histories';
import { type ReviewItem, reviewReasonsOf } from '../domain/review-item';
import type { StandingDecision } from '../repositories/standing-decisions.repository';
import { bodyOf, type DecisionBody } from './decision-body';

/**
 * Whether a claim decided again comes out as it stands: for the same people, with the same amounts and reasons, moving the
 * same balances and leaving the same lines behind. Then nothing is written, be it that other versions are cited by now.
 */
export function isSameDecision(
	standing: StandingDecision & Pick<Decision, 'movements'>,
	linesBefore: readonly PastLine[],
	{ prepared, decision, history }: Adjudicated,
): boolean {
	const { lines, adjustments } = bodyOf(prepared.claim, decision, prepared.facts.currency);
	const now = {
		about: partiesOf(prepared.parties),
		outcome: decision.outcome,
		currency: prepared.facts.currency.code,
		...{ lines, adjustments },
		movements: decision.movements.map(movementOf),
		reasons: fingerprintsOf(reviewReasonsOf(decision).reasons),
		left: leftOf(history, linesBefore),
	};
	const published = JSON.parse(standing.texts.body) as DecisionBody;
	const before = {
		about: partiesOf(standing),
		outcome: standing.outcome,
		currency: standing.currency,
		...{ lines: published.lines, adjustments: published.adjustments },
		movements: standing.movements.map(movementOf),
		reasons: [...standing.fingerprints].sort(),
		left: leftOf(linesBefore, linesBefore),
	};
	return JSON.stringify(now) === JSON.stringify(before);
}

const partiesOf = ({
	memberId,
	familyId,
	groupId,
	providerId,
}: Pick<StandingDecision, 'memberId' | 'familyId' | 'groupId' | 'providerId'>) => [
	memberId,
	familyId,
	groupId,
	providerId,
];

const movementOf = ({ key, line, amount }: Movement) => [key, line, amount];

/** What nobody can let pass is told by its rule: how far short a fund was is of no use to anybody's word. */
const fingerprintsOf = (reasons: ReviewItem['reasons']): string[] =>
	reasons.flatMap(({ fingerprint, authority }) => (authority === null ? [] : fingerprint)).sort();

/**
 * What of a line may come out otherwise; the rest is the claim's own, which never changes. Which days were cut is compared
 * where it was kept.
 */
function leftOf(lines: readonly PastLine[], before: readonly PastLine[]) {
	const tells = before.some(({ line }) => line.cut_days?.length || line.cut_days_of);
	return lines
		.toSorted((a, b) => a.line.n - b.line.n)
		.map(({ line: { n, provider_id, benefit, outcome, case_id, cut_days, cut_days_of }, last }) => [
			...[n, provider_id, benefit, outcome, case_id, last],
			...(tells ? [cut_days ?? [], cut_days_of ?? null] : []),
		]);
}
