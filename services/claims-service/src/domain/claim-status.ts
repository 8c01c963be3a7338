/**
 * Where a claim may go from where it stands (DESIGN 3). `rejected` is not among them: it is decided at the door, and
 * what is rejected is not stored. What is decided may be adjudicated again when something is learned late, as an enrolment
 * or another price. This table is published at /api/v1/claim-statuses.
 */
export const NEXT = {
	received: ['adjudicating', 'voided', 'replaced'],
	adjudicating: ['pended', 'approved', 'partially_approved', 'denied', 'voided', 'replaced'],
	pended: ['adjudicating', 'denied', 'voided', 'replaced'],
	approved: ['scheduled', 'adjudicating', 'voided', 'replaced'],
	partially_approved: ['scheduled', 'appealed', 'adjudicating', 'voided', 'replaced'],
	denied: ['appealed', 'adjudicating', 'voided', 'replaced'],
	scheduled: ['paid', 'adjudicating', 'voided', 'replaced'],
	paid: ['appealed', 'adjudicating', 'voided', 'replaced'],
	appealed: ['adjudicating', 'closed', 'voided', 'replaced'],
	closed: ['adjudicating', 'voided', 'replaced'],
	voided: [],
	replaced: [],
} as const satisfies Record<string, readonly string[]>;

export type ClaimStatus = keyof typeof NEXT;
export const CLAIM_STATUSES = Object.keys(NEXT) as ClaimStatus[];

export function canMove(from: ClaimStatus, to: ClaimStatus): boolean {
	const next: readonly ClaimStatus[] = NEXT[from];
	return next.includes(to);
}

/** Cancelled or replaced: whatever is still heard of such a claim comes too late. */
export const isOver = (status: ClaimStatus): boolean => NEXT[status].length === 0;

/** Nobody has judged it yet, or a person is still to. */
export const isUndecided = (status: ClaimStatus): boolean =>
	status === 'received' || status === 'adjudicating' || status === 'pended';

/** What a claim passes on its way without anybody asking for it. */
const PASSED_THROUGH = ['adjudicating', 'scheduled'] as const satisfies readonly ClaimStatus[];

/** The moves from one status to another, straight or through one that is only passed; null where there is no way. */
export function stepsTo(from: ClaimStatus, to: ClaimStatus): readonly ClaimStatus[] | null {
	if (canMove(from, to)) return [to];
	const between = PASSED_THROUGH.find((status) => canMove(from, status) && canMove(status, to));
	return between ? [between, to] : null;
}
