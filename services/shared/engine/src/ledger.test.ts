import { expect, test } from 'bun:test';
import { AccountKeys } from './account-keys';
import { Ledger } from './ledger';
import { decided } from './testing';
import type { Minor } from './types';

const METER = { slot: 0, key: 'limit:room:amount|', scope: 'member', most: 100 as Minor } as const;

test('an account of a period is the same one, however many periods came after it', () => {
	const keys = new AccountKeys({ member: '1', family: undefined, group: undefined }, 1);
	const ledger = new Ledger({ 'limit:room:amount|member:1|day-3': 7 as Minor }, keys, 1);
	const days = Array.from({ length: 50 }, (_, at) => `day-${at}`);
	const accounts = days.map((day) => ledger.of(METER, day));
	expect(days.map((day) => ledger.of(METER, day))).toEqual(accounts);
	expect(days.every((day, at) => ledger.of(METER, day) === accounts[at])).toBe(true);
	expect(accounts[3]?.used).toBe(7 as Minor);
	expect(accounts[4]?.used).toBe(0 as Minor);
});

test('a stay of 99,999 days with a limit for each day is decided while somebody waits, and to the unit', () => {
	const result = decided({
		benefit: { per_day: true, limits: [{ id: 'rate', per: 'day', amount: 2 }] },
		member: { coverage: [{ from: '2000-01-01' }] },
		contract: { from: '1700-01-01', prices: { A: { basis: 'per_diem', amount: 3 } } },
		lines: [{ units: 99_999, billed: 299_997 }],
	});
	expect(result.decision.totals).toMatchObject({ billed: 299_997, paid: 199_998, member_owes: 99_999 });
	expect(result.decision.movements).toHaveLength(99_999);
});
