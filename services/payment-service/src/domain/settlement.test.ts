import { expect, test } from 'bun:test';
import { type Minor, minor, sum } from '@claims-askes/kernel/money';
import fc from 'fast-check';
import { paymentJournal, providerAdjustments, settle } from './settlement';

const claim = (amount: number) => ({ kind: 'claim' as const, amount: minor(amount) });
const reissued = (amount: number) => ({ kind: 'reissue' as const, amount: minor(amount), reissues: 'PAY-1' });
const carried = (amount: number) => ({ kind: 'carry_forward' as const, amount: minor(amount) });

test.each([
	['claims alone are transferred whole', [claim(500), claim(450)], { transferred: 950, carriedForward: 0 }],
	['denied claims transfer nothing', [claim(0)], { transferred: 0, carriedForward: 0 }],
	['a recovery is taken off', [claim(500), claim(-200)], { transferred: 300, carriedForward: 0 }],
	['a debt beyond the claims waits', [claim(100), claim(-250)], { transferred: 0, carriedForward: -150 }],
	['a voided payment is made again', [claim(100), reissued(70)], { reissued: 70, transferred: 170 }],
	['a debt is taken off it', [reissued(70), claim(-90)], { transferred: 0, carriedForward: -20 }],
	[
		'a debt brought forward is paid back first',
		[claim(100), carried(-150)],
		{ transferred: 0, carriedForward: -50 },
	],
])('%s', (_, payables, expected) => {
	expect(settle(payables)).toMatchObject(expected as never);
});

test('Σ paid − Σ provider adjustments = transferred, and nothing is lost from run to run', () => {
	const payable = fc.oneof(
		fc.integer({ min: -1_000_000, max: 1_000_000 }).map(claim),
		fc.integer({ min: -1_000_000, max: 0 }).map(carried),
		fc.integer({ min: 1, max: 1_000_000 }).map(reissued),
	);
	fc.assert(
		fc.property(fc.array(payable, { maxLength: 20 }), (payables) => {
			const settlement = settle(payables);
			const adjustments = sum(providerAdjustments(payables, settlement).map(({ amount }) => amount));
			expect(settlement.claims - adjustments).toBe(settlement.transferred);
			expect(settlement.transferred + settlement.carriedForward).toBe(
				sum(payables.map(({ amount }) => amount)),
			);
			expect(settlement.transferred).toBeGreaterThanOrEqual(0);
			expect(sum(paymentJournal('p', settlement).map(({ amount }): Minor => amount)) as number).toBe(0);
		}),
	);
});

test('a debt is told of where it is brought forward and where it is carried forward, and never among the claims', () => {
	const told = (...payables: Parameters<typeof providerAdjustments>[0]) => {
		const settlement = settle(payables);
		return [settlement.claims, providerAdjustments(payables, settlement)] as unknown;
	};
	const forwarded = (amount: number) => ({ reason: 'FB', payment: null, amount });
	expect(told(claim(200), carried(-150))).toEqual([200, [forwarded(150)]]);
	expect(told(claim(100), carried(-150))).toEqual([100, [forwarded(150), forwarded(-50)]]);
	expect(told(claim(100))).toEqual([100, []]);
	expect(told(claim(100), reissued(70))).toEqual([100, [{ reason: 'CS', payment: 'PAY-1', amount: -70 }]]);
});

test('a payment of nothing is no journal', () => {
	expect(paymentJournal('p', settle([claim(0)]))).toEqual([]);
});
