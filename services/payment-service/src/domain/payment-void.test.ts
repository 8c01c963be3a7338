import { expect, test } from 'bun:test';
import { ProblemError } from '@claims-askes/kernel/problems';
import { askToVoid, judgeVoid, type PaymentVoid } from './payment-void';

const NOW = '2026-06-30T10:00:00.000Z';
const clerk = { subject: 'clerk', authority: 3 };
const colleague = { subject: 'colleague', authority: 3 };
const trainee = { subject: 'trainee', authority: 2 };

const asked = { id: 'void-1', cause: 'returned', reason: 'account closed' } as const;
const aPayment = (change: object = {}) =>
	({ currency: 'USD', amount: '100.00', method: 'transfer', void: null, ...change }) as const;
const ask = (payment = aPayment(), by = clerk) =>
	askToVoid(payment, asked, by, { now: NOW, aloneUpTo: { USD: '100.00' } });
const waiting = ask(aPayment({ amount: '100.01' }));
const judge = (made: PaymentVoid | null, verdict: 'voided' | 'rejected', by = colleague) =>
	judgeVoid(made, verdict, 'seen', by, NOW);

/** The code of what a call is refused with, or null. */
function refusal(call: () => unknown): string | null {
	try {
		call();
		return null;
	} catch (error) {
		if (error instanceof ProblemError) return error.problem.code;
		throw error;
	}
}

test('one person voids up to the amount that one may void alone, and a second has to agree to more', () => {
	expect(ask()).toMatchObject({ status: 'voided', requested_by: 'clerk', judged_by: null });
	expect(waiting.status).toBe('awaiting_approval');
	expect(ask(aPayment({ currency: 'IDR', amount: '1' })).status).toBe('awaiting_approval');
});

test.each<[string, string | null, () => unknown]>([
	['nobody without the authority', 'AUTHORITY_TOO_LOW', () => ask(aPayment(), trainee)],
	['what is void already', 'PAYMENT_VOID', () => ask(aPayment({ void: { ...waiting, status: 'voided' } }))],
	['what waits for a word', 'PAYMENT_VOID_AWAITS_APPROVAL', () => ask(aPayment({ void: waiting }))],
	['what moved no money', 'PAYMENT_NOT_TRANSFERRED', () => ask(aPayment({ method: 'none' }))],
])('of voids, %s is refused', (_, code, call) => {
	expect(refusal(call)).toBe(code);
});

test.each<[string, string | null, () => unknown]>([
	['a colleague agrees', null, () => judge(waiting, 'voided')],
	['a colleague refuses', null, () => judge(waiting, 'rejected')],
	['nobody agrees to their own', 'SECOND_APPROVER_NEEDED', () => judge(waiting, 'voided', clerk)],
	['who asked may take it back', null, () => judge(waiting, 'rejected', { ...clerk, authority: 0 })],
	['nobody without the authority agrees', 'AUTHORITY_TOO_LOW', () => judge(waiting, 'voided', trainee)],
	['nobody asked', 'NOTHING_TO_APPROVE', () => judge(null, 'voided')],
	['it is void already', 'PAYMENT_VOID', () => judge({ ...waiting, status: 'voided' }, 'voided')],
])('of what waits for a second person: %s', (_, code, call) => {
	expect(refusal(call)).toBe(code);
});

test('the last word is kept with who said it', () => {
	expect(judge(waiting, 'voided')).toEqual({
		...waiting,
		...{ status: 'voided', judged_by: 'colleague', judged_at: NOW, note: 'seen' },
	});
});
