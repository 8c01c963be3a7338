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

test.each(['approved', 'partially_approved', 'denied', 'scheduled', 'paid', 'closed'] as const)(
	'a decision in the place of another moves a %s claim through adjudication again',
	(status) => {
		expect(onDecision({ status, decision_id: 'decision-0' }, decided)).toEqual(
			move('adjudicating', 'approved'),
		);
	},
);

const standing = (status: ClaimStatus, decision_id: string | null = 'decision-1') => ({
	status,
	decision_id,
});
const paidBy = (decision_id?: string) => ({ decision_id });

test('money by a decision that is not heard of yet waits, be the claim paid by an earlier one', () => {
	for (const status of ['approved', 'scheduled', 'paid', 'denied'] as const) {
		expect(onSchedule(standing(status), paidBy('decision-2'))).toEqual({ kind: 'wait' });
		expect(onSettlement(standing(status), paidBy('decision-2'))).toEqual({ kind: 'wait' });
	}
});

test('money by a decision in whose place another stands says nothing about the claim', () => {
	for (const status of ['approved', 'pended', 'denied', 'paid'] as const) {
		expect(onSchedule(standing(status), paidBy('decision-0'))).toEqual({ kind: 'stay' });
		expect(onSettlement(standing(status), paidBy('decision-0'))).toEqual({ kind: 'stay' });
	}
});

test('a claim that is decided again is scheduled and paid again', () => {
	expect(onSchedule(standing('approved'), paidBy('decision-1'))).toEqual(move('scheduled'));
	expect(onSettlement(standing('approved'), paidBy('decision-1'))).toEqual(move('scheduled', 'paid'));
});

test.each(['voided', 'replaced'] as const)('nothing that is heard late revives a %s claim', (status) => {
	expect(onDecision({ status, decision_id: null }, decided)).toEqual({ kind: 'stay' });
	expect(onSchedule(standing(status), paidBy())).toEqual({ kind: 'stay' });
	expect(onSettlement(standing(status), paidBy())).toEqual({ kind: 'stay' });
});

test.each(['received', 'adjudicating', 'pended'] as const)(
	'money for a %s claim waits for its decision',
	(status) => {
		expect(onSchedule(standing(status), paidBy())).toEqual({ kind: 'wait' });
		expect(onSettlement(standing(status), paidBy())).toEqual({ kind: 'wait' });
	},
);

test('a payment heard before its schedule pays the claim, and the schedule then changes nothing', () => {
	expect(onSettlement(standing('approved'), paidBy())).toEqual(move('scheduled', 'paid'));
	expect(onSchedule(standing('paid'), paidBy())).toEqual({ kind: 'stay' });
});

test('a denied claim is settled without a payment and stays denied', () => {
	expect(onSettlement(standing('denied'), paidBy())).toEqual({ kind: 'stay' });
	expect(onSchedule(standing('denied'), paidBy())).toEqual({ kind: 'refuse' });
});

test.each(['appealed', 'closed'] as const)(
	'what was decided of a claim that is %s is paid all the same',
	(status) => {
		expect(onSchedule(standing(status), paidBy('decision-1'))).toEqual({ kind: 'stay' });
		expect(onSettlement(standing(status), paidBy('decision-1'))).toEqual({ kind: 'stay' });
		expect(onSettlement(standing(status), paidBy('decision-2'))).toEqual({ kind: 'wait' });
	},
);

test('another decision moves a claim that is appealed, or whose appeal was not granted', () => {
	const again = { decision_id: 'decision-2', outcome: 'approved' } as const;
	expect(onDecision(standing('appealed'), again)).toEqual(move('adjudicating', 'approved'));
	expect(onDecision(standing('closed'), again)).toEqual(move('adjudicating', 'approved'));
});
