import { expect, test } from 'bun:test';
import { onDecision, onSchedule, onSettlement } from './claim-moves';
import type { ClaimStatus } from './claim-status';

const decided = { decision_id: 'decision-1', outcome: 'approved' } as const;
const move = (...steps: ClaimStatus[]) => ({ kind: 'move', steps }) as const;

test('a decision moves a received claim through adjudication to its outcome', () => {
	expect(onDecision({ status: 'received', decision_id: null }, decided)).toEqual(
		move('adjudicating', 'approved'),
	);
});

test('the same decision heard again leaves the claim where it is by now', () => {
	for (const status of ['approved', 'scheduled', 'paid'] as const) {
		expect(onDecision({ status, decision_id: 'decision-1' }, decided)).toEqual({ kind: 'stay' });
	}
});

test('a pended claim takes the decision that a person made later', () => {
	expect(onDecision({ status: 'pended', decision_id: 'decision-0' }, decided)).toEqual(
		move('adjudicating', 'approved'),
	);
});

test('a second decision about a paid claim is not taken without an appeal', () => {
	expect(onDecision({ status: 'paid', decision_id: 'decision-0' }, decided)).toEqual({ kind: 'refuse' });
});

test.each(['voided', 'replaced'] as const)('nothing that is heard late revives a %s claim', (status) => {
	expect(onDecision({ status, decision_id: null }, decided)).toEqual({ kind: 'stay' });
	expect(onSchedule(status)).toEqual({ kind: 'stay' });
	expect(onSettlement(status)).toEqual({ kind: 'stay' });
});

test.each(['received', 'adjudicating', 'pended'] as const)(
	'money for a %s claim waits for its decision',
	(status) => {
		expect(onSchedule(status)).toEqual({ kind: 'wait' });
		expect(onSettlement(status)).toEqual({ kind: 'wait' });
	},
);

test('a payment heard before its schedule pays the claim, and the schedule then changes nothing', () => {
	expect(onSettlement('approved')).toEqual(move('scheduled', 'paid'));
	expect(onSchedule('paid')).toEqual({ kind: 'stay' });
});

test('a denied claim is settled without a payment and stays denied', () => {
	expect(onSettlement('denied')).toEqual({ kind: 'stay' });
	expect(onSchedule('denied')).toEqual({ kind: 'refuse' });
});
