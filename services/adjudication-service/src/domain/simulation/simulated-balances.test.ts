import { expect, test } from 'bun:test';
import type { Minor } from '@claims-askes/kernel/money';
import { SimulatedBalances } from './simulated-balances';

const change = (key: string, amount: number, currency = 'USD') => ({
	...{ key, currency, owner: 'member:1' },
	amount: amount as Minor,
});

test('what claims move is carried on from page to page, each currency by itself, and what is used up again is gone', () => {
	const balances = new SimulatedBalances([['member:1', '[["a|member:1","USD",500]]']]);
	balances.keep([change('a|member:1', -200), change('b|member:1', 70), change('b|member:1', 7, 'IDR')]);
	balances.keep([change('b|member:1', -70)]);
	expect(balances.of(['member:1', 'member:1', 'member:2'])).toEqual([
		{ key: 'a|member:1', currency: 'USD', used: 300 as Minor },
		{ key: 'b|member:1', currency: 'IDR', used: 7 as Minor },
	]);
	expect([balances.has('member:1'), balances.has('member:2')]).toEqual([true, false]);
});
