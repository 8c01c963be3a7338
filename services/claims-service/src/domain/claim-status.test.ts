import { expect, test } from 'bun:test';
import { CLAIM_STATUSES, type ClaimStatus, canMove, isOver, NEXT, stepsTo } from './claim-status';

const movesOf = (from: ClaimStatus) => CLAIM_STATUSES.filter((to) => canMove(from, to));

test('a received claim can only be taken up, cancelled or replaced', () => {
	expect(movesOf('received')).toEqual(['adjudicating', 'voided', 'replaced']);
});

test('a claim of any status that is not over can be cancelled or replaced', () => {
	for (const status of CLAIM_STATUSES) {
		expect([canMove(status, 'voided'), canMove(status, 'replaced')]).toEqual([
			!isOver(status),
			!isOver(status),
		]);
	}
});

test('nothing revives a claim that was cancelled or replaced', () => {
	expect(CLAIM_STATUSES.filter(isOver)).toEqual(['voided', 'replaced']);
	for (const to of CLAIM_STATUSES)
		expect([stepsTo('voided', to), stepsTo('replaced', to)]).toEqual([null, null]);
});

test('every status that a move leads to is in the table, and every one can be reached', () => {
	const reached = new Set<ClaimStatus>(Object.values(NEXT).flat());
	expect(reached.difference(new Set(CLAIM_STATUSES)).size).toBe(0);
	expect(CLAIM_STATUSES.filter((status) => !reached.has(status))).toEqual(['received']);
});

test('a decision takes a waiting claim through adjudication', () => {
	expect(stepsTo('received', 'approved')).toEqual(['adjudicating', 'approved']);
	expect(stepsTo('received', 'pended')).toEqual(['adjudicating', 'pended']);
	expect(stepsTo('pended', 'pended')).toEqual(['adjudicating', 'pended']);
	expect(stepsTo('pended', 'denied')).toEqual(['denied']);
});

test('what is decided may be decided again, whatever has become of it', () => {
	for (const status of ['approved', 'partially_approved', 'denied', 'scheduled', 'paid', 'closed'] as const)
		for (const outcome of ['pended', 'denied', 'approved'] as const)
			expect(stepsTo(status, outcome)).toEqual(['adjudicating', outcome]);
});

test('a payment takes an approved claim through its schedule, and no denied one', () => {
	expect(stepsTo('approved', 'paid')).toEqual(['scheduled', 'paid']);
	expect(stepsTo('partially_approved', 'paid')).toEqual(['scheduled', 'paid']);
	expect(stepsTo('denied', 'paid')).toBeNull();
});

test('an appeal is never passed through: somebody has to file it', () => {
	expect(stepsTo('denied', 'closed')).toBeNull();
	expect(stepsTo('paid', 'closed')).toBeNull();
});
