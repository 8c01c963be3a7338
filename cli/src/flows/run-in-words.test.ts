import { expect, test } from 'bun:test';
import { runInWords } from './run-in-words';

const run = {
	id: '0190b5c6-7d1e-7000-8000-000000000001',
	status: 'completed' as const,
	waiting: 0,
	totals: [],
};
const total = {
	currency: 'USD',
	claims: 2,
	payments: 1,
	paid: '9.00',
	transferred: '8.00',
	reissued: '0.00',
	brought_forward: '0.00',
	carried_forward: '1.00',
};

test('a run that has ended says what it came to, in each currency', () => {
	const said = runInWords({ ...run, totals: [total, { ...total, currency: 'IDR' }] }).split('\n');
	expect(said.slice(1).map((row) => row.split(/ +/))).toEqual([
		['USD', '2', '1', '9.00', '8.00', '1.00'],
		['IDR', '2', '1', '9.00', '8.00', '1.00'],
	]);
	expect(runInWords(run)).toBe('Nothing was owed.');
	expect(runInWords({ ...run, totals: [{ ...total, reissued: '70.00' }] })).toMatch(
		/PAID AGAIN.*\nUSD .* 9\.00 +70\.00 +8\.00/,
	);
});

test('a run that nobody waited for says what waits, and not that nothing was owed', () => {
	const said = runInWords({ ...run, status: 'running', waiting: 125_327 });
	expect(said).toContain('125327 payables are waiting');
	expect(said).toContain(run.id);
});
