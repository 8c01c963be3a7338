import { expect, test } from 'bun:test';
import { type Minor, sum } from '@claims-askes/kernel/money';
import { type DecidedClaim, fundingOf, payableOf, recognition } from './payable';

const aDecision = (changes: Partial<DecidedClaim> = {}): DecidedClaim => ({
	decision_id: 'd1',
	claim_id: 'c1',
	claim_number: 'CLM-2026-00000001',
	outcome: 'approved',
	currency: 'USD',
	provider_id: 'p1',
	member_id: 'm1',
	paid: '95.00',
	funding: { insurer: '70.00', buffer: '30.00' },
	...changes,
});

test('each source bears its part, the provider is owed the whole, a discount on the claim is ours', () => {
	const decision = aDecision();
	const postings = recognition(decision, payableOf(decision));
	expect(Object.fromEntries(postings.map(({ account, amount }) => [account, amount as number]))).toEqual({
		'expense:insurer': 7000,
		'expense:buffer': 3000,
		'payable:p1': -9500,
		'expense:claim_discount': -500,
	});
	expect(sum(postings.map(({ amount }) => amount)) as number).toBe(0);
});

test.each([
	['who holds the policy is owed, and not the child', { subscriber_id: 's1' }, 's1'],
	['a member who holds it is owed for themselves', { subscriber_id: 'm1' }, 'm1'],
	['where nobody is known to hold it, the patient is', { subscriber_id: null }, 'm1'],
	['as the patient is where the event does not tell', {}, 'm1'],
	['what is decided again is owed to whoever was paid', { subscriber_id: 's1', paid_before: 'm1' }, 'm1'],
] as const)('by reimbursement %s', (_, said, payee_id) => {
	const payable = payableOf(aDecision({ channel: 'reimbursement', ...said }));
	expect(payable).toMatchObject({ payee_id, payee_kind: 'member', member_id: 'm1' });
	expect(payableOf(aDecision(said)).payee_id).toBe('p1');
});

test('by reimbursement a member is owed the whole, and where nobody knows the member nobody is', () => {
	const decision = aDecision({ channel: 'reimbursement' });
	const payable = payableOf(decision);
	expect(payable).toMatchObject({ payee_id: 'm1', payee_kind: 'member' });
	expect(recognition(decision, payable)).toContainEqual({ account: 'payable:m1', amount: -9500 as Minor });
	const unknown = {
		channel: 'reimbursement',
		member_id: null,
		outcome: 'denied',
		paid: '0.00',
		funding: {},
	} as const;
	expect(payableOf(aDecision(unknown)).payee_id).toBeNull();
});

test('a denied claim is a payable of nothing, without a journal', () => {
	const decision = aDecision({ outcome: 'denied', paid: '0.00', funding: {} });
	expect(payableOf(decision).amount as number).toBe(0);
	expect(recognition(decision, payableOf(decision))).toEqual([]);
});

test('rupiah have no decimals', () => {
	const decision = aDecision({ currency: 'IDR', paid: '3000000', funding: { insurer: '3000000' } });
	expect(payableOf(decision).amount as number).toBe(3_000_000);
});

test('the lines of a claim are borne by their sources together', () => {
	const lines = [{ funding: { insurer: '60.00' } }, { funding: { insurer: '10.00', buffer: '30.00' } }];
	expect(fundingOf(lines, 'USD')).toEqual({ insurer: '70.00', buffer: '30.00' });
});
