import { expect, test } from 'bun:test';
import { type ClaimFigures, SimulationFigures } from './figures';

const paying = (paid: number): ClaimFigures => {
	const amounts = { billed: 9_000_000, allowed: 9_000_000, paid, member_owes: 9_000_000 - paid };
	return { outcome: 'approved', totals: amounts, lines: [{ benefit: 'care', ...amounts }] };
};

const aClaim = (at: number, currency: string, moves: number) => ({
	...{ claimId: `claim-${currency}-${at}`, claimNumber: `${currency}-${at}`, currency, isTouched: true },
	...{ groupId: `group-${currency}`, providerId: `provider-${currency}-${at}` },
	...{ before: paying(1_000), after: paying(1_000 + moves) },
});

test('the movers of one currency do not crowd out those of another, whose amounts are smaller numbers', () => {
	const figures = new SimulationFigures();
	for (let at = 1; at <= 600; at++) figures.add(aClaim(at, 'IDR', at * 1_000));
	for (let at = 1; at <= 3; at++) figures.add(aClaim(at, 'USD', at));
	const { movers, totals } = figures.result();
	const inUSD = <Entry extends { currency: string }>(some: readonly Entry[]) =>
		some.filter(({ currency }) => currency === 'USD');
	expect(inUSD(movers.claims).map(({ claim_number }) => claim_number)).toEqual(['USD-3', 'USD-2', 'USD-1']);
	expect(inUSD(movers.providers).map(({ id }) => id)).toEqual([3, 2, 1].map((at) => `provider-USD-${at}`));
	const inIDR = movers.claims.filter(({ currency }) => currency === 'IDR');
	expect([inIDR.length, inIDR[0]?.claim_number, inIDR.at(-1)?.claim_number]).toEqual([
		500,
		'IDR-600',
		'IDR-101',
	]);
	expect(totals.map(({ currency, changed }) => [currency, changed])).toEqual([
		['IDR', 600],
		['USD', 3],
	]);
});
