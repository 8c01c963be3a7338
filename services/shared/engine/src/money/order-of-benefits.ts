/** Which of two payers is primary: the first difference decides. */
import { oncePer } from '../once-per';
import type { CoordinatedCoverage, Member } from '../types';

/** Of a member's other coverage; no claim changes the answer. */
export const isOtherPrimary = oncePer((member: Member): boolean => {
	const { other_coverage: other } = member;
	if (other == null) return false;
	const ours = member.cob ?? coverageOf(member);
	for (const comes of COMPARISONS) {
		const order = comes(other, ours);
		if (order !== 0) return order < 0;
	}
	return false;
});

/** Less than 0: the first pays first. */
type Comparison = (a: CoordinatedCoverage, b: CoordinatedCoverage) => number;

const byTruth = (a: boolean, b: boolean): number => Number(b) - Number(a);
const isChildOfBoth: Comparison = (a, b) => Number(a.relationship === 'child' && b.relationship === 'child');

const COMPARISONS: readonly Comparison[] = [
	(a, b) => byTruth(a.relationship === 'employee', b.relationship === 'employee'),
	(a, b) => isChildOfBoth(a, b) * byTruth(a.court_order === true, b.court_order === true),
	// The birthday rule: month and day of the holder, not the year.
	(a, b) => isChildOfBoth(a, b) * byText(a.holder_birthday, b.holder_birthday),
	(a, b) => byTruth(a.active !== false, b.active !== false),
	(a, b) => byText(a.since, b.since),
];

function byText(a: string | null | undefined, b: string | null | undefined): number {
	if (a == null || b == null || a === b) return 0;
	return a < b ? -1 : 1;
}

function coverageOf({ relationship, coverage }: Member): CoordinatedCoverage {
	// A coverage without a beginning is older than any other.
	const begins = coverage.map(({ from }) => from ?? '0000-01-01');
	return { relationship, since: begins.sort()[0] ?? '9999-12-31' };
}
