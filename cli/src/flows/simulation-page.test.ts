import { expect, test } from 'bun:test';
import { simulationPage } from './simulation-page';

const sums = (paid: string, member_owes: string) => ({
	billed: '900.00',
	allowed: '800.00',
	paid,
	member_owes,
});
const counts = { approved: 2, partially_approved: 0, denied: 1, pended: 0 };
const tally = {
	currency: 'USD',
	claims: 3,
	changed: 1,
	before: sums('90071992547409.93', '10.00'),
	after: sums('90071992547409.94', '9.99'),
	paid_difference: '0.01',
};

test('totals are told before and after, to the cent however large, and then who moves most', () => {
	const page = simulationPage(
		{
			totals: [
				{
					...tally,
					under_changed_terms: 2,
					outcomes: { before: counts, after: { ...counts, approved: 1, denied: 2 } },
					outcome_changes: [{ from: 'approved', to: 'denied', claims: 1 }],
				},
			],
			movers: { groups: [{ id: null, ...tally }], providers: [], benefits: [], claims: [] },
		},
		10,
	);
	expect(page.replaceAll(/ +/g, ' ').split('\n')).toEqual([
		'USD: 3 claims, 2 under what was changed, 1 come out otherwise',
		' BEFORE AFTER DIFFERENCE',
		'billed 900.00 900.00 0.00',
		'allowed 800.00 800.00 0.00',
		'paid 90071992547409.93 90071992547409.94 +0.01',
		'member owes 10.00 9.99 -0.01',
		'approved 2 1 -1',
		'partially approved 0 0 0',
		'denied 1 2 +1',
		'pended 0 0 0',
		'outcomes: 1 from approved to denied',
		'',
		'GROUPS CURRENCY CLAIMS CHANGED PAID BEFORE PAID AFTER DIFFERENCE MEMBER OWES',
		'unknown USD 3 1 90071992547409.93 90071992547409.94 +0.01 -0.01',
	]);
	const movers = { groups: [], providers: [], benefits: [], claims: [] };
	expect(simulationPage({ totals: [], movers }, 10)).toContain('No claims');
});

test('so many movers are shown in each currency', () => {
	const inRupiah = { ...tally, currency: 'IDR' };
	const movers = {
		groups: [
			{ id: 'first', ...inRupiah },
			{ id: 'second', ...inRupiah },
			{ id: 'third', ...tally },
		],
		...{ providers: [], benefits: [], claims: [] },
	};
	const total = {
		...tally,
		...{ under_changed_terms: 2, outcomes: { before: counts, after: counts }, outcome_changes: [] },
	};
	const rows = simulationPage({ totals: [total], movers }, 1)
		.split('\n')
		.slice(-2);
	expect(rows.map((row) => row.split(/ +/)[0])).toEqual(['first', 'third']);
});
