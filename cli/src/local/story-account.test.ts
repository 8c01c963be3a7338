import { expect, test } from 'bun:test';
import { accountFor } from './story-account';

const decision = {
	outcome: 'approved',
	currency: 'USD',
	totals: {
		billed: '100.00',
		paid: '72.00',
		member_owes: '8.00',
		provider_writes_off: '20.00',
		other: '0.00',
	},
};
const total = { currency: 'USD', paid: '72.00', transferred: '72.00' };
const payment = { currency: 'USD', amount: '72.00', remittance: 'ST*835*0001~\nBPR*I*72.00*C*ACH~\n' };
const failing = (account: ReturnType<typeof accountFor>) =>
	account.checks.filter(({ holds }) => !holds).map(({ says }) => says);

test('books that agree are found to', () => {
	expect(failing(accountFor([decision], [total], [payment], true))).toEqual([]);
});

test('a cent that is missing anywhere is found', () => {
	const short = { ...decision, totals: { ...decision.totals, paid: '71.99' } };
	expect(failing(accountFor([short], [total], [payment], true))).toEqual([
		'USD: charges = paid + adjustments',
	]);
	const remitted = { ...payment, remittance: payment.remittance.replace('72.00', '72.01') };
	expect(failing(accountFor([decision], [total], [remitted], true))).toEqual([
		'USD: Σ 835 payments = Σ transfers',
	]);
	expect(failing(accountFor([decision], [total], [payment], false))).toEqual(['the ledger is balanced']);
});

test('a pended claim has charges and no amounts, and is not asked to reconcile', () => {
	const pended = {
		...decision,
		outcome: 'pended',
		totals: { ...decision.totals, paid: '0.00', member_owes: '0.00' },
	};
	const account = accountFor([decision, pended], [total], [payment], true);
	expect(failing(account)).toEqual([]);
	expect(account.table).toMatch(/pended +USD +1 +100\.00\n?$/m);
});
